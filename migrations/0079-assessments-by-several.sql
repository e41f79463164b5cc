-- breaking: no
-- An assessment is of the whole or of a team, may be voted on by several people, and may ask questions of one's own.
-- An older node sees them all as assessments of the whole, scores them by the first rules, and leaves the rest alone.
alter table evenkeel.assessments add column team_id bigint references evenkeel.teams;
alter table evenkeel.assessments add column scoring_rules smallint not null default 1;
alter table evenkeel.assessments add column questions jsonb;
alter table evenkeel.assessments add column session_question text;
alter table evenkeel.assessments add column revealed text[] not null default '{}';

drop index evenkeel.assessments_one_draft;
create unique index assessments_one_draft on evenkeel.assessments (coalesce(team_id, 0)) where completed_at is null;

create table evenkeel.assessment_votes (
  assessment_id bigint not null references evenkeel.assessments on delete cascade,
  question_id text not null,
  person_id bigint not null references evenkeel.people,
  level integer not null check (level between 1 and 7),
  comment text not null default '',
  voted_at timestamptz not null default evenkeel.now(),
  primary key (assessment_id, question_id, person_id)
);
create index assessment_votes_person on evenkeel.assessment_votes (person_id);

create table evenkeel.assessment_questions (
  id bigint generated always as identity primary key,
  area text not null,
  ask text not null,
  evidence text,
  created_by jsonb not null,
  created_at timestamptz not null default evenkeel.now(),
  archived_at timestamptz,
  version integer not null default 1
);
