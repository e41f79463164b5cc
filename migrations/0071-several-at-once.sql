-- breaking: no
-- How many people a layer has on call at once, by the layer's name, where it is more than one. Beside the definition, which
-- nodes of before read strictly: they have the first of several on call.
alter table evenkeel.schedules add column at_once jsonb not null default '{}';
alter table evenkeel.schedule_versions add column at_once jsonb not null default '{}';
-- Of several people on call, the one whom the override replaces; null for the first of them.
alter table evenkeel.schedule_overrides add column replaces_person_id bigint references evenkeel.people (id);

create function evenkeel.whole_schedule(definition jsonb, at_once jsonb) returns jsonb language sql immutable as $$
  select case when at_once = '{}' or definition is null then definition
    else jsonb_set(definition, '{layers}', coalesce((
      select jsonb_agg(case when at_once ? (layer ->> 'name')
          then layer || jsonb_build_object('atOnce', at_once -> (layer ->> 'name')) else layer end order by place)
      from jsonb_array_elements(definition -> 'layers') with ordinality as listed (layer, place)), '[]')) end
$$;

create or replace function evenkeel.keep_schedule_version() returns trigger language plpgsql as $$
begin
  insert into evenkeel.schedule_versions (schedule_id, in_force_from, team_id, time_zone, definition, at_once)
  values (coalesce(new.id, old.id), case tg_op when 'INSERT' then new.created_at else evenkeel.now() end,
    new.team_id, coalesce(new.time_zone, old.time_zone), new.definition, coalesce(new.at_once, '{}'))
  on conflict (schedule_id, in_force_from) do update
    set team_id = excluded.team_id, time_zone = excluded.time_zone, definition = excluded.definition,
      at_once = excluded.at_once;
  return null;
end $$;
drop trigger schedules_edited on evenkeel.schedules;
create trigger schedules_edited after update on evenkeel.schedules for each row
  when ((old.team_id, old.time_zone, old.definition, old.at_once)
    is distinct from (new.team_id, new.time_zone, new.definition, new.at_once))
  execute function evenkeel.keep_schedule_version();
