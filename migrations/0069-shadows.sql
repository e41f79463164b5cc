-- breaking: no
-- People who learn: they are told of pages to whoever is on call on the schedule, and count for nothing else.
create table evenkeel.schedule_shadows (
  id bigint generated always as identity primary key,
  schedule_id bigint not null references evenkeel.schedules (id) on delete cascade,
  person_id bigint not null references evenkeel.people (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_by text not null,
  created_at timestamptz not null default evenkeel.now(),
  check (ends_at > starts_at)
);
create index schedule_shadows_schedule on evenkeel.schedule_shadows (schedule_id, ends_at);
