-- breaking: no
-- Who has a postmortem open, and in which section they are writing.
create unlogged table evenkeel.postmortem_presence (
  incident_id bigint not null references evenkeel.postmortems (incident_id) on delete cascade,
  person_id bigint not null references evenkeel.people (id) on delete cascade,
  section text,
  seen_at timestamptz(3) not null default evenkeel.now(),
  primary key (incident_id, person_id)
);
