-- breaking: no
-- The facilitator's console: a clock that can be paused, injects that are skipped, delayed or added, who plays, observers' notes.
-- An older node tells no inject of a paused drill, and none that was skipped: both are due never.
alter table evenkeel.drills add column paused_at timestamptz;
alter table evenkeel.drills add column paused_seconds double precision not null default 0;
-- What the record said about the scorecard when the drill ended.
alter table evenkeel.drills add column proposals jsonb;
-- Of a restore that was rehearsed: which backup, how long it took, what was checked.
alter table evenkeel.drills add column proof jsonb;
alter table evenkeel.drill_injects add column told_second int;
alter table evenkeel.drill_injects add column skipped_at timestamptz;
alter table evenkeel.drill_injects add column is_added boolean not null default false;

create table evenkeel.drill_people (
  drill_id bigint not null references evenkeel.drills on delete cascade,
  person_id bigint not null references evenkeel.people on delete cascade,
  part text not null check (part in ('player', 'observer')),
  -- Which role of the response a player is to take; null: whichever comes up.
  role text,
  primary key (drill_id, person_id)
);
create index drill_people_person on evenkeel.drill_people (person_id, drill_id);

create table evenkeel.drill_notes (
  id bigint generated always as identity primary key,
  drill_id bigint not null references evenkeel.drills on delete cascade,
  person_id bigint not null references evenkeel.people on delete cascade,
  at timestamptz not null default evenkeel.now(),
  -- On the clock of the drill, without its pauses.
  at_second int not null,
  text text not null
);
create index drill_notes_drill on evenkeel.drill_notes (drill_id, id);
create index drills_scenario on evenkeel.drills (scenario_key, id);
