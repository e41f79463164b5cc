-- breaking: no
-- The clock, the nodes, the event rows everything to the right follows, and remembered answers.

-- Every deadline is read from this one function, so that a test can move time by replacing it.
create function evenkeel.now() returns timestamptz language sql stable parallel safe
  as $$ select statement_timestamp() $$;

create table evenkeel.nodes (
  id bigint generated always as identity primary key,
  name text not null,
  version text not null,
  started_at timestamptz not null default evenkeel.now(),
  heartbeat_at timestamptz not null default evenkeel.now(),
  stopped_at timestamptz
);

-- One row per change of anything, written in the transaction of the change.
-- `tx` lets followers read in commit order: only rows of transactions older than every running one are final.
create table evenkeel.events (
  id bigint generated always as identity primary key,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default evenkeel.now(),
  kind text not null,
  subject_kind text not null,
  subject_id bigint,
  actor jsonb not null,
  data jsonb not null default '{}'
);
create index events_subject on evenkeel.events (subject_kind, subject_id, id);
create index events_follow on evenkeel.events (tx, id);
create index events_audit on evenkeel.events (id) where actor->>'kind' in ('person', 'token', 'bootstrap', 'link');

create function evenkeel.refuse_change() returns trigger language plpgsql as $$
begin
  if current_setting('evenkeel.retention', true) = 'on' then return old; end if;
  raise exception 'rows of % are never changed', tg_table_name;
end $$;
create trigger events_append_only before update or delete on evenkeel.events
  for each row execute function evenkeel.refuse_change();

create table evenkeel.idempotency_keys (
  actor text not null,
  key text not null,
  fingerprint text not null,
  status int,
  body text,
  created_at timestamptz not null default evenkeel.now(),
  primary key (actor, key)
);
create index idempotency_keys_age on evenkeel.idempotency_keys (created_at);

create table evenkeel.settings (
  name text primary key,
  value jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null default evenkeel.now()
);

-- Raised by every change that the hot path caches (sources, routes, windows, services): one cheap read tells.
create table evenkeel.configuration_version (
  singleton boolean primary key default true check (singleton),
  version bigint not null default 1
);
insert into evenkeel.configuration_version default values;
create function evenkeel.raise_configuration_version() returns trigger language plpgsql as $$
begin
  update evenkeel.configuration_version set version = version + 1;
  return null;
end $$;
