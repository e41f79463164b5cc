-- Telling the sender of alerts what people did about them. An older node tells nobody; a newer one beside it reads the
-- events of both.
alter table evenkeel.sources
  add column close_back jsonb not null default '{"kind": "none", "url": null, "silenceMinutes": 60}',
  -- Sealed for the row; empty for none.
  add column close_back_credential text not null default '',
  add column close_back_version int not null default 1;
create index sources_close_back on evenkeel.sources (id) where close_back->>'kind' <> 'none';

-- How far the events were read; one row, locked by the node that reads.
create table evenkeel.close_back_cursor (
  singleton boolean primary key default true check (singleton),
  tx xid8 not null,
  event_id bigint not null,
  -- Events up to this id came with a restored backup and are not told.
  restored_id bigint not null default 0
);
insert into evenkeel.close_back_cursor (tx, event_id) values (pg_current_xact_id(), 0);

-- One thing that somebody did about one alert, to be told to its sender.
create table evenkeel.close_back_calls (
  id bigint generated always as identity primary key,
  source_id bigint not null references evenkeel.sources on delete cascade,
  alert_id bigint not null references evenkeel.alerts on delete cascade,
  event_id bigint not null unique,
  action text not null check (action in ('acknowledge', 'unacknowledge', 'resolve', 'reopen')),
  by_name text not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'done', 'failed', 'skipped')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create index close_back_calls_waiting on evenkeel.close_back_calls (due_at, id) where state in ('pending', 'sending');
create index close_back_calls_order on evenkeel.close_back_calls (alert_id, id) where state in ('pending', 'sending');
create index close_back_calls_alert on evenkeel.close_back_calls (alert_id);
create index close_back_calls_source on evenkeel.close_back_calls (source_id, state);
create index close_back_calls_finished on evenkeel.close_back_calls (finished_at);

-- Silences of ours at an Alertmanager.
create table evenkeel.close_back_silences (
  alert_id bigint primary key references evenkeel.alerts on delete cascade,
  source_id bigint not null references evenkeel.sources on delete cascade,
  silence_id text not null,
  ends_at timestamptz not null,
  looked_at timestamptz not null default evenkeel.now(),
  ended_at timestamptz
);
create index close_back_silences_standing on evenkeel.close_back_silences (looked_at) where ended_at is null;
create index close_back_silences_source on evenkeel.close_back_silences (source_id);
create index close_back_silences_ended on evenkeel.close_back_silences (ended_at);

-- How the last call of a source went; apart from it so that it is no change of configuration.
create table evenkeel.close_back_status (
  source_id bigint primary key references evenkeel.sources on delete cascade,
  failing_since timestamptz,
  last_outcome text not null,
  last_outcome_at timestamptz not null
);
