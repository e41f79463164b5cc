-- breaking: no
-- Questions and remarks at the sections of a postmortem: a thread is a comment without `thread_id` and its replies.
create table evenkeel.postmortem_comments (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.postmortems (incident_id) on delete cascade,
  thread_id bigint references evenkeel.postmortem_comments (id) on delete cascade,
  section text not null check (length(section) between 1 and 500),
  body text not null check (length(body) between 1 and 10000),
  author jsonb not null,
  at timestamptz(3) not null default evenkeel.now(),
  edited_at timestamptz(3),
  resolved_at timestamptz(3),
  resolved_by jsonb,
  check (thread_id is null or resolved_at is null)
);
create index postmortem_comments_incident on evenkeel.postmortem_comments (incident_id, id);
create index postmortem_comments_thread on evenkeel.postmortem_comments (thread_id) where thread_id is not null;
