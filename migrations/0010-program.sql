-- breaking: no
-- The program: where we stand, what we want, the plan, practice and training, and the look back.

-- A self-assessment. What a completed one says is kept as it was said, with the evidence of that day.
create table evenkeel.assessments (
  id bigint generated always as identity primary key,
  notes text not null default '',
  started_by jsonb not null,
  started_at timestamptz not null default evenkeel.now(),
  completed_by jsonb,
  completed_at timestamptz,
  -- Of the day of completion: for each evidence its value and the number of rows behind it.
  evidence jsonb,
  -- 1 to 7; null while it is a draft, or when nothing was answered.
  overall int check (overall between 1 and 7),
  version int not null default 1,
  check ((completed_at is null) = (evidence is null))
);
create unique index assessments_one_draft on evenkeel.assessments ((true)) where completed_at is null;
create index assessments_completed on evenkeel.assessments (completed_at, id) where completed_at is not null;

create table evenkeel.assessment_ratings (
  assessment_id bigint not null references evenkeel.assessments on delete cascade,
  question_id text not null,
  level int check (level between 1 and 7),
  comment text not null default '',
  rated_by jsonb not null,
  rated_at timestamptz not null default evenkeel.now(),
  primary key (assessment_id, question_id)
);

create table evenkeel.goals (
  id bigint generated always as identity primary key,
  name text not null,
  measure text not null,
  team_id bigint references evenkeel.teams,
  service_id bigint references evenkeel.services,
  owner_id bigint references evenkeel.people,
  target double precision not null check (target >= 0),
  starts_at timestamptz not null default evenkeel.now(),
  due_at timestamptz not null,
  -- Taken once and never computed again, so that later corrections cannot flatter it.
  baseline_value double precision,
  baseline_n int,
  baseline_from timestamptz,
  baseline_to timestamptz check (baseline_to > baseline_from),
  baseline_frozen_at timestamptz,
  dropped_at timestamptz,
  drop_reason text not null default '',
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  check (due_at > starts_at),
  check (team_id is null or service_id is null),
  check (num_nulls(baseline_value, baseline_n, baseline_from, baseline_to, baseline_frozen_at) in (0, 5))
);
create index goals_live on evenkeel.goals (id) where dropped_at is null;

-- Ninety days of one team.
create table evenkeel.pilots (
  id bigint generated always as identity primary key,
  team_id bigint not null references evenkeel.teams,
  sponsor_name text,
  sponsor_title text not null default '',
  sponsor_is_vice_president boolean not null default false,
  sponsor_named_at timestamptz,
  starts_on date not null,
  time_zone text not null,
  -- Derived from the two above, so that a clock can wait for them.
  starts_at timestamptz not null,
  baseline_ends_at timestamptz not null,
  -- The measures of the first fourteen days with every value behind them; null until those are over.
  baseline jsonb,
  baseline_frozen_at timestamptz,
  ended_at timestamptz,
  outcome text check (outcome in ('completed', 'extended', 'adapted', 'stopped')),
  outcome_note text not null default '',
  -- When its data was last searched for signs of fulfilled milestones; null: search soon.
  looked_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  check ((baseline is null) = (baseline_frozen_at is null)),
  check ((ended_at is null) = (outcome is null))
);
create unique index pilots_one_of_team on evenkeel.pilots (team_id) where ended_at is null;

create table evenkeel.pilot_milestones (
  pilot_id bigint not null references evenkeel.pilots on delete cascade,
  key text not null,
  position int not null,
  phase text not null,
  title text not null,
  due_on date not null,
  -- What in the data fulfils it without anybody ticking it.
  sign text,
  owner_id bigint references evenkeel.people,
  done_at timestamptz,
  done_by jsonb,
  primary key (pilot_id, key),
  check ((done_at is null) = (done_by is null))
);

create table evenkeel.pilot_checklist_items (
  pilot_id bigint not null,
  milestone_key text not null,
  position int not null,
  text text not null,
  done_at timestamptz,
  done_by jsonb,
  primary key (pilot_id, milestone_key, position),
  foreign key (pilot_id, milestone_key) references evenkeel.pilot_milestones on delete cascade
);

-- An exercise; once it has started it is an incident of kind drill.
create table evenkeel.drills (
  id bigint generated always as identity primary key,
  scenario_key text not null,
  format text not null,
  title text not null,
  story text not null,
  severity int not null check (severity between 1 and 5),
  team_id bigint references evenkeel.teams,
  service_ids bigint[] not null default '{}',
  leader_id bigint references evenkeel.people,
  planned_for timestamptz,
  state text not null default 'planned' check (state in ('planned', 'running', 'finished', 'canceled')),
  incident_id bigint unique references evenkeel.incidents,
  started_at timestamptz,
  finished_at timestamptz,
  -- Points by item of the score card; null for an item that did not come up.
  marks jsonb not null default '{}',
  points int,
  possible int,
  notes text not null default '',
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  check ((incident_id is null) = (started_at is null)),
  check ((state = 'finished') = (finished_at is not null))
);
create index drills_finished on evenkeel.drills (finished_at, id) where finished_at is not null;

create table evenkeel.drill_injects (
  drill_id bigint not null references evenkeel.drills on delete cascade,
  position int not null,
  at_minute int not null check (at_minute >= 0),
  tell text not null,
  hope text not null,
  -- Set when the drill starts.
  due_at timestamptz,
  told_at timestamptz,
  primary key (drill_id, position)
);
create index drill_injects_due on evenkeel.drill_injects (due_at) where due_at is not null and told_at is null;

create table evenkeel.quiz_attempts (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people on delete cascade,
  course_key text not null,
  answers jsonb not null,
  right_count int not null,
  asked_count int not null,
  passed boolean not null,
  at timestamptz not null default evenkeel.now()
);
create index quiz_attempts_person on evenkeel.quiz_attempts (person_id, course_key, at);

create table evenkeel.certificates (
  id bigint generated always as identity primary key,
  -- Whoever knows it may check the certificate: 160 random bits.
  code text not null unique,
  person_id bigint not null references evenkeel.people on delete cascade,
  course_key text not null,
  attempt_id bigint not null unique references evenkeel.quiz_attempts on delete cascade,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index certificates_person on evenkeel.certificates (person_id, course_key, expires_at);
create index certificates_course on evenkeel.certificates (course_key, expires_at);

create table evenkeel.quarterly_reviews (
  id bigint generated always as identity primary key,
  year int not null check (year between 2000 and 2199),
  quarter int not null check (quarter between 1 and 4),
  time_zone text not null,
  planned_on date,
  -- What was put together, as it was then.
  composed jsonb not null,
  composed_at timestamptz not null,
  attendees jsonb not null default '[]',
  notes text not null default '',
  decisions jsonb not null default '[]',
  held_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  unique (year, quarter)
);
create index quarterly_reviews_held on evenkeel.quarterly_reviews (held_at) where held_at is not null;
