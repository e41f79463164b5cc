-- breaking: no
-- What whoever has a shift leaves for the next one, and who has read it.

create table evenkeel.handoff_notes (
  id bigint generated always as identity primary key,
  schedule_id bigint not null references evenkeel.schedules (id) on delete cascade,
  author_id bigint not null references evenkeel.people (id),
  text text not null,
  created_at timestamptz not null default evenkeel.now()
);
create index handoff_notes_schedule on evenkeel.handoff_notes (schedule_id, id);
create index handoff_notes_created on evenkeel.handoff_notes (created_at);

create table evenkeel.handoff_note_reads (
  note_id bigint not null references evenkeel.handoff_notes (id) on delete cascade,
  person_id bigint not null references evenkeel.people (id),
  read_at timestamptz not null default evenkeel.now(),
  primary key (note_id, person_id)
);
