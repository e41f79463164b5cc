-- breaking: no
-- A team that an escalation policy asks is not deleted: its step would ask nobody. The reference lies inside the
-- definition, where no foreign key can hold it.
create function evenkeel.keep_asked_team() returns trigger language plpgsql as $$
begin
  if exists (select from evenkeel.escalation_policies
             where jsonb_path_exists(definition, '$.steps[*].targets[*] ? (@.kind == "team" && @.id == $id)',
                                     jsonb_build_object('id', old.id))
                or jsonb_path_exists(definition, '$.catchAll ? (@.kind == "team" && @.id == $id)',
                                     jsonb_build_object('id', old.id))) then
    raise foreign_key_violation using message = 'An escalation policy asks this team.';
  end if;
  return old;
end $$;
create trigger teams_asked before delete on evenkeel.teams
  for each row execute function evenkeel.keep_asked_team();
