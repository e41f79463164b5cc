-- breaking: no
-- What a policy says beyond the ladder that nodes of before read strictly: the whole definition stands beside it.
-- `definition` and `policy` keep the same steps in the form that every node reads, in which a step asks everybody at once.
alter table evenkeel.escalation_policies add column full_definition jsonb;
alter table evenkeel.pages add column full_policy jsonb,
  -- Which branch of the policy the page follows and why: `{"name", "because"}`.
  add column branch jsonb,
  -- The page held its first step until this time; once that has passed it never waits again in its generation.
  add column waits_until timestamptz,
  add column waits_because text check (waits_because in ('working_hours', 'first_page_delay'));

-- A node of before that changes the ladder knows nothing of the rest, which would then describe another ladder.
create function evenkeel.drop_full_definition() returns trigger language plpgsql as $$
begin
  new.full_definition := null;
  return new;
end $$;
create trigger escalation_policies_full_definition before update of definition on evenkeel.escalation_policies
  for each row when (old.definition is distinct from new.definition
    and old.full_definition is not null and old.full_definition is not distinct from new.full_definition)
  execute function evenkeel.drop_full_definition();
create function evenkeel.drop_full_policy() returns trigger language plpgsql as $$
begin
  new.full_policy := null;
  new.branch := null;
  return new;
end $$;
create trigger pages_full_policy before update of policy on evenkeel.pages
  for each row when (old.policy is distinct from new.policy
    and old.full_policy is not null and old.full_policy is not distinct from new.full_policy)
  execute function evenkeel.drop_full_policy();

-- Whose turn a round-robin step gave last; the row is locked while a page takes its turn.
create table evenkeel.escalation_turns (
  policy_id bigint not null references evenkeel.escalation_policies on delete cascade,
  branch text not null default '',
  step_index int not null,
  person_id bigint references evenkeel.people,
  primary key (policy_id, branch, step_index)
);

-- As before, and also for what only the whole definition asks.
create or replace function evenkeel.keep_asked_team() returns trigger language plpgsql as $$
begin
  if exists (select from evenkeel.escalation_policies
             where jsonb_path_exists(coalesce(full_definition, definition), '$.** ? (@.kind == "team" && @.id == $id)',
                                     jsonb_build_object('id', old.id))) then
    raise foreign_key_violation using message = 'An escalation policy asks this team.';
  end if;
  return old;
end $$;
