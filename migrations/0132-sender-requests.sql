-- What senders ask of whoever responds to their alerts: to snooze or escalate one, to assign it, to page more people. An
-- older node asks for nothing and notes it on the alert, as before.
create table evenkeel.sender_requests (
  id bigint generated always as identity primary key,
  alert_id bigint not null references evenkeel.alerts on delete cascade,
  source_id bigint not null references evenkeel.sources on delete cascade,
  -- Its place in the log of signals, by which its sender asks what became of it.
  log_id bigint,
  seq bigint,
  request jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'refused')),
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create index sender_requests_pending on evenkeel.sender_requests (id) where state = 'pending';
create index sender_requests_place on evenkeel.sender_requests (log_id, seq);
create index sender_requests_alert on evenkeel.sender_requests (alert_id);
create index sender_requests_source on evenkeel.sender_requests (source_id);
