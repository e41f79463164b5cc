-- breaking: no
-- A team, or the whole installation, receives everything while Evenkeel pages nobody for it. An older node pages all the same:
-- start one only when every node is updated. Without a team: the installation. Its row outlives the team, so that the end of one is always found.
create table evenkeel.parallel_runs (
  id bigint generated always as identity primary key,
  team_id bigint,
  ask_at timestamptz not null,
  started_by jsonb not null,
  started_at timestamptz not null default evenkeel.now(),
  ended_by jsonb,
  ended_at timestamptz,
  version integer not null default 1
);
create unique index parallel_runs_active on evenkeel.parallel_runs (coalesce(team_id, 0)) where ended_at is null;
