-- breaking: no
-- Who was on call stays known when a schedule is edited or deleted later: each version with the time it came into force.
create table evenkeel.schedule_versions (
  schedule_id bigint not null,
  in_force_from timestamptz not null,
  team_id bigint,
  time_zone text not null,
  -- Null: from then on the schedule was gone.
  definition jsonb,
  primary key (schedule_id, in_force_from)
);
-- What an override said about the past outlives its schedule, as the versions do.
alter table evenkeel.schedule_overrides drop constraint schedule_overrides_schedule_id_fkey;

insert into evenkeel.schedule_versions (schedule_id, in_force_from, team_id, time_zone, definition)
select subject_id, at, (data->'after'->>'teamId')::bigint, coalesce(data->'after'->>'timeZone', 'UTC'), data->'after'->'definition'
from evenkeel.events
where subject_kind = 'schedule' and kind in ('schedule.created', 'schedule.updated', 'schedule.deleted')
on conflict do nothing;
insert into evenkeel.schedule_versions (schedule_id, in_force_from, team_id, time_zone, definition)
select id, created_at, team_id, time_zone, definition from evenkeel.schedules
where id not in (select schedule_id from evenkeel.schedule_versions);

-- A trigger, so that edits by an older node are kept too.
create function evenkeel.keep_schedule_version() returns trigger language plpgsql as $$
begin
  insert into evenkeel.schedule_versions (schedule_id, in_force_from, team_id, time_zone, definition)
  values (coalesce(new.id, old.id), case tg_op when 'INSERT' then new.created_at else evenkeel.now() end,
    new.team_id, coalesce(new.time_zone, old.time_zone), new.definition)
  on conflict (schedule_id, in_force_from) do update
    set team_id = excluded.team_id, time_zone = excluded.time_zone, definition = excluded.definition;
  return null;
end $$;
create trigger schedules_made after insert or delete on evenkeel.schedules
  for each row execute function evenkeel.keep_schedule_version();
create trigger schedules_edited after update on evenkeel.schedules for each row
  when ((old.team_id, old.time_zone, old.definition) is distinct from (new.team_id, new.time_zone, new.definition))
  execute function evenkeel.keep_schedule_version();
