-- breaking: no
-- One row for each run of the canary of a node: a made-up alert on the way of a real one. Kept for a day.
create table evenkeel.canary_runs (
  id bigint generated always as identity primary key,
  node_id bigint not null references evenkeel.nodes (id) on delete cascade,
  started_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz,
  -- Milliseconds of each stage that was reached.
  stages jsonb not null default '{}',
  -- The stage that did not end in time, and why; null where all did.
  failed_stage text,
  problem text
);
create index canary_runs_of_node on evenkeel.canary_runs (node_id, started_at desc);
