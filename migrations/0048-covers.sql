-- breaking: no
-- An override can be edited; the version keeps one edit from undoing another.
alter table evenkeel.schedule_overrides add column version int not null default 1;

-- Somebody asks whether others can cover their shift. The first to accept gets it, as an override.
create table evenkeel.cover_requests (
  id bigint generated always as identity primary key,
  schedule_id bigint not null references evenkeel.schedules on delete cascade,
  -- Whose shift it is: who asks.
  person_id bigint not null references evenkeel.people,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null default '',
  state text not null default 'open' check (state in ('open', 'accepted', 'withdrawn')),
  accepted_by bigint references evenkeel.people,
  override_id bigint references evenkeel.schedule_overrides on delete set null,
  created_at timestamptz not null default evenkeel.now(),
  ended_at timestamptz,
  check (ends_at > starts_at)
);
create index cover_requests_open on evenkeel.cover_requests (ends_at) where state = 'open';
create index cover_requests_schedule on evenkeel.cover_requests (schedule_id, ends_at);
create index cover_requests_person on evenkeel.cover_requests (person_id, ends_at);

create table evenkeel.cover_request_people (
  request_id bigint not null references evenkeel.cover_requests on delete cascade,
  person_id bigint not null references evenkeel.people,
  declined_at timestamptz,
  primary key (request_id, person_id)
);
create index cover_request_people_person on evenkeel.cover_request_people (person_id);

-- What people are told of a request waits here in the transaction of the change.
create table evenkeel.cover_mails (
  id bigint generated always as identity primary key,
  request_id bigint not null references evenkeel.cover_requests on delete cascade,
  person_id bigint not null references evenkeel.people,
  kind text not null check (kind in ('asked', 'reminder', 'accepted', 'all_declined', 'withdrawn')),
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz,
  unique (request_id, person_id, kind)
);
create index cover_mails_due on evenkeel.cover_mails (due_at, id) where state in ('pending', 'sending');
create index cover_mails_finished on evenkeel.cover_mails (finished_at) where finished_at is not null;
create index cover_mails_person on evenkeel.cover_mails (person_id);
