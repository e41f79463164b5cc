-- breaking: no
-- What follows on a page is told in the thread of its first message in a chat room. An older node posts to the room itself.
create table evenkeel.thread_cursor (
  singleton boolean primary key default true check (singleton),
  tx xid8 not null,
  event_id bigint not null,
  -- Events up to this id came with a restored backup and are not told again.
  restored_id bigint not null default 0
);
insert into evenkeel.thread_cursor (tx, event_id) values (pg_current_xact_id(), 0);

-- A line for the thread of the message of a notification; gone when it was told.
create table evenkeel.thread_lines (
  id bigint generated always as identity primary key,
  notification_id bigint not null references evenkeel.notifications on delete cascade,
  event_id bigint not null,
  text text not null,
  -- How many alerts were added; they are told as a number.
  alert_count int not null default 0,
  -- Shown in the room itself as well while a SEV1 or SEV2 is open.
  is_escalation boolean not null default false,
  due_at timestamptz not null,
  attempts int not null default 0,
  unique (notification_id, event_id)
);
create index thread_lines_due on evenkeel.thread_lines (due_at);
