-- Rules that change or drop the signals of a source before they become alerts. An older node neither knows nor applies
-- them: what it accepts goes on as its sender said it.
alter table evenkeel.sources
  add column mapping jsonb not null default '[]',
  add column mapping_version int not null default 1;

alter table evenkeel.source_activity
  add column dropped_count bigint not null default 0,
  add column last_dropped_at timestamptz;

-- Where the last dropped signals stand in the log, a few of each source.
create table evenkeel.dropped_signals (
  source_id bigint not null references evenkeel.sources on delete cascade,
  log_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (source_id, log_id, seq)
);
create index dropped_signals_at on evenkeel.dropped_signals (source_id, at, log_id, seq);

create table evenkeel.lookup_tables (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  csv text not null,
  columns text[] not null,
  row_count int not null,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create trigger lookup_tables_version after insert or update or delete on evenkeel.lookup_tables
  for each statement execute function evenkeel.raise_configuration_version();
