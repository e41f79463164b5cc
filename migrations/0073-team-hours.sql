-- breaking: no
-- When a team works: {"timeZone", "weekdays", "from", "to", "also"}; null for a team without hours.
alter table evenkeel.teams add column working_hours jsonb;

-- As before, and also for a policy that follows the working hours of the team.
create or replace function evenkeel.keep_asked_team() returns trigger language plpgsql as $$
begin
  if exists (select from evenkeel.escalation_policies
             where full_definition @> jsonb_build_object('workingHoursTeamId', old.id)
                or jsonb_path_exists(coalesce(full_definition, definition), '$.** ? (@.kind == "team" && @.id == $id)',
                                     jsonb_build_object('id', old.id))) then
    raise foreign_key_violation using message = 'An escalation policy asks this team.';
  end if;
  return old;
end $$;
