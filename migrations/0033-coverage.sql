-- breaking: no
-- Evenkeel's own alarms reach somebody without any configuration: the admins, after whoever their policy asks.
create function evenkeel.with_admins(definition jsonb) returns jsonb language sql stable as $$
  select case
    when admins.targets is null then definition
    when jsonb_typeof(definition->'steps') is distinct from 'array' then
      jsonb_build_object('steps', jsonb_build_array(admins.step), 'repeat', 2, 'catchAll', null)
    when jsonb_array_length(definition->'steps') >= 20 then definition
    else jsonb_set(definition, '{steps}', (definition->'steps') || admins.step) end
  from (
    select targets, jsonb_build_object('delaySeconds', 300, 'ifEmpty', 'skip', 'targets', targets) as step
    from (select jsonb_agg(jsonb_build_object('kind', 'person', 'id', id) order by id) as targets
          from (select id from evenkeel.people where role = 'admin' and disabled_at is null order by id limit 50) a) t
  ) admins
$$;

-- Whether the page is an alarm of the installation about itself: admins are also written to at their account's address.
alter table evenkeel.pages add column asks_admins boolean not null default false;
-- The message goes to the address of the account; there is no contact method then.
alter table evenkeel.notifications add column to_account boolean not null default false;

-- Somebody has said that alerts of the source page nobody, unless a route says otherwise.
alter table evenkeel.sources add column pages_nobody boolean not null default false;

-- Why absorbing asked for no page; null when it did, or when an older node decided.
alter table evenkeel.alerts add column not_paged_because text;

-- Which severities page, and how loudly, is read with the rest of what absorbing needs.
create trigger severity_matrix_version after insert or update or delete on evenkeel.settings
  for each statement execute function evenkeel.raise_configuration_version();
