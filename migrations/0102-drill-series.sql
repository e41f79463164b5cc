-- breaking: no
-- Drills that come again: a series plans its next drill by itself. An older node plans none.
create table evenkeel.drill_series (
  id bigint generated always as identity primary key,
  name text not null,
  team_id bigint references evenkeel.teams on delete set null,
  -- Scenarios and leaders take turns in this order.
  scenario_keys text[] not null,
  leader_ids bigint[] not null default '{}',
  service_ids bigint[] not null default '{}',
  source_id bigint references evenkeel.sources on delete set null,
  consent text not null default '',
  rhythm text not null check (rhythm in ('weekly', 'monthly', 'quarterly')),
  -- On the clock of the zone.
  first_at timestamp not null,
  time_zone text not null,
  -- How many it has planned.
  turn int not null default 0,
  -- When the next one is to be planned; null while it is stopped.
  plan_at timestamptz,
  -- Why it could not plan the last time.
  problem text,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index drill_series_due on evenkeel.drill_series (plan_at) where plan_at is not null;
alter table evenkeel.drills add column series_id bigint references evenkeel.drill_series on delete set null;
create index drills_series on evenkeel.drills (series_id, id) where series_id is not null;
create index drills_ahead on evenkeel.drills (planned_for) where planned_for is not null;

-- Whoever knows the key can read when drills are; one row.
create table evenkeel.drill_feed (
  only_one boolean primary key default true check (only_one),
  feed_key text not null unique default encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex')
);
insert into evenkeel.drill_feed default values;
