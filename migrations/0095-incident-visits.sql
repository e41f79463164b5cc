-- Who was in the room of an incident, from when to when: what its people's time is counted from. An older node writes no
-- visits, so nothing more than the time of an update is missing.
create table evenkeel.incident_visits (
  incident_id bigint not null references evenkeel.incidents,
  person_id bigint not null references evenkeel.people on delete cascade,
  joined_at timestamptz(3) not null default evenkeel.now(),
  seen_at timestamptz(3) not null default evenkeel.now(),
  primary key (incident_id, person_id, joined_at),
  check (seen_at >= joined_at)
);

-- False: it was declared before visits were kept, so the time that people spent on it is not known.
alter table evenkeel.incidents add column keeps_visits boolean not null default false;
alter table evenkeel.incidents alter column keeps_visits set default true;

-- What an incident cost besides people's time and impact, as somebody wrote it down; minor units of the currency.
create table evenkeel.incident_credits (
  incident_id bigint primary key references evenkeel.incidents,
  currency text not null,
  low bigint not null check (low >= 0),
  high bigint not null check (high >= low),
  note text not null default '',
  version int not null default 1,
  updated_at timestamptz not null default evenkeel.now()
);
