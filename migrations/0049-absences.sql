-- breaking: no
-- When people are away. It takes nobody off call: it shows which shifts need cover.
create table evenkeel.absences (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text not null default '',
  created_at timestamptz not null default evenkeel.now(),
  check (ends_at > starts_at)
);
create index absences_person on evenkeel.absences (person_id, ends_at);
create index absences_end on evenkeel.absences (ends_at, id);
