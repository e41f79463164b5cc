-- breaking: no
-- What calendars were told of each shift: an event that says something else than before has a higher sequence, or they
-- would keep what they know.
create table evenkeel.feed_events (
  uid text primary key,
  schedule_id bigint not null references evenkeel.schedules on delete cascade,
  content_hash bytea not null,
  sequence int not null default 0,
  changed_at timestamptz not null default evenkeel.now(),
  ends_at timestamptz not null
);
create index feed_events_schedule on evenkeel.feed_events (schedule_id, ends_at);
