-- breaking: no
-- What people answered of courses that they have passed: each question comes back, later and later while it is known.
create table evenkeel.refreshed_questions (
  person_id bigint not null references evenkeel.people on delete cascade,
  course_key text not null,
  question_id text not null,
  -- From 1; it comes back after 1, 2, 4, 8 or 16 weeks.
  box int not null check (box between 1 and 5),
  answered_at timestamptz not null default evenkeel.now(),
  primary key (person_id, course_key, question_id)
);
