-- breaking: no
-- How often something was tried, counted for all nodes together; what a session is beside the sign-in library's own
-- row; and what speaks of an attack, in rows whose number an attacker cannot choose.

-- `key` is a hash: neither addresses nor names are kept here.
create table evenkeel.attempt_counts (
  key bytea primary key,
  used int not null,
  ends_at timestamptz not null
);
create index attempt_counts_end on evenkeel.attempt_counts (ends_at);

create table evenkeel.session_facts (
  session_id text primary key references auth.session (id) on delete cascade,
  last_seen_at timestamptz not null default evenkeel.now(),
  -- When the person last proved that it is them: at sign-in, and whenever something grave asks for it again.
  confirmed_at timestamptz not null default evenkeel.now(),
  network text,
  device text
);

-- One row for each kind, network, person and quarter of an hour, however often it happened.
create table evenkeel.security_events (
  id bigint generated always as identity primary key,
  kind text not null,
  bucket timestamptz not null,
  network text not null,
  person_id bigint references evenkeel.people on delete set null,
  subject text not null default '',
  device text not null default '',
  count int not null,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create unique index security_events_bucket
  on evenkeel.security_events (bucket, kind, network, coalesce(person_id, 0), subject);
create index security_events_last on evenkeel.security_events (last_at, id);
