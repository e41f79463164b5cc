-- breaking: no
-- What each person wants to be told of, and how; a person without a row has the defaults.
create table evenkeel.notice_settings (
  person_id bigint primary key references evenkeel.people on delete cascade,
  -- By kind of notice: { "isOn": true, "contactMethodId": null }.
  kinds jsonb not null default '{}',
  -- Minutes after midnight in the person's zone; null for no quiet hours.
  quiet_from int check (quiet_from between 0 and 1439),
  quiet_until int check (quiet_until between 0 and 1439),
  version int not null default 1
);

-- How far the events were read; one row, locked by the node that reads.
create table evenkeel.notice_cursor (
  singleton boolean primary key default true check (singleton),
  tx xid8 not null,
  event_id bigint not null,
  -- Events up to this id came with a restored backup.
  restored_id bigint not null default 0
);
insert into evenkeel.notice_cursor (tx, event_id) values (pg_current_xact_id(), 0);

-- Several notices of one person in one message. The outbox of respond sends it.
create table evenkeel.notice_messages (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people on delete cascade,
  -- Null for the e-mail address of the account.
  contact_method_id bigint references evenkeel.contact_methods on delete set null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create index notice_messages_due on evenkeel.notice_messages (due_at, id) where state in ('pending', 'sending');
create index notice_messages_finished on evenkeel.notice_messages (finished_at) where finished_at is not null;
create index notice_messages_person on evenkeel.notice_messages (person_id);
create index notice_messages_method on evenkeel.notice_messages (contact_method_id);

-- Something to tell one person, once.
create table evenkeel.notices (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people on delete cascade,
  kind text not null,
  -- What happened: it is told once.
  key text not null,
  title text not null,
  text text not null default '',
  -- The screen it is about.
  path text not null,
  contact_method_id bigint references evenkeel.contact_methods on delete set null,
  due_at timestamptz not null,
  -- After this it is no news.
  expires_at timestamptz not null,
  message_id bigint references evenkeel.notice_messages on delete cascade,
  created_at timestamptz not null default evenkeel.now(),
  unique (person_id, key)
);
create index notices_waiting on evenkeel.notices (due_at) where message_id is null;
create index notices_message on evenkeel.notices (message_id) where message_id is not null;
create index notices_created on evenkeel.notices (created_at);
create index notices_method on evenkeel.notices (contact_method_id);
