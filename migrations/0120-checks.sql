-- Checks that the nodes run themselves. Each is a source of type `check`, so that its alerts take the way of all others;
-- an older node knows no such type and leaves them alone.
create table evenkeel.checks (
  source_id bigint primary key references evenkeel.sources on delete cascade,
  target jsonb not null,
  -- Names in order, and what they carry, sealed together.
  header_names text[] not null default '{}',
  sealed_headers text,
  interval_seconds int not null check (interval_seconds between 10 and 86400),
  timeout_seconds int not null check (timeout_seconds between 1 and 60),
  severity smallint not null check (severity between 1 and 5),
  state text not null default 'new' check (state in ('new', 'up', 'down')),
  state_since timestamptz,
  -- The failed run that waits for a second opinion. Node ids, without a reference: nodes are forgotten.
  doubted_by bigint,
  doubted_at timestamptz,
  next_run_at timestamptz not null default evenkeel.now(),
  -- Raised by every claim: a run that was overtaken writes nothing.
  claim bigint not null default 0,
  claimed_by bigint,
  claimed_until timestamptz,
  last_run_at timestamptz,
  last_outcome text check (last_outcome in ('passed', 'failed', 'blocked')),
  last_detail text,
  last_duration_ms int,
  last_node text,
  certificate_expires_at timestamptz,
  -- When a check that has not run counts as not running, and since when it does.
  overdue_at timestamptz not null,
  overdue_since timestamptz,
  -- While a check fails its alert is told of it again.
  told_at timestamptz,
  paused_at timestamptz,
  paused_until timestamptz,
  deleted_at timestamptz,
  -- Deleted checks give their slug and their service free.
  deleted_slug text,
  deleted_service_id bigint
);
create index checks_due on evenkeel.checks (next_run_at) where deleted_at is null and paused_at is null;
create index checks_overdue on evenkeel.checks (overdue_at) where deleted_at is null and paused_at is null and overdue_since is null;
create index checks_resuming on evenkeel.checks (paused_until) where paused_until is not null;
create index checks_deleted on evenkeel.checks (deleted_at) where deleted_at is not null;

-- Kept for three days.
create table evenkeel.check_results (
  id bigint generated always as identity,
  source_id bigint not null references evenkeel.checks on delete cascade,
  at timestamptz not null default evenkeel.now(),
  outcome text not null check (outcome in ('passed', 'failed', 'blocked')),
  duration_ms int,
  detail text not null,
  node text not null,
  primary key (source_id, id)
);
create index check_results_at on evenkeel.check_results (at);

-- The latest hundreds of each check.
create table evenkeel.check_changes (
  id bigint generated always as identity,
  source_id bigint not null references evenkeel.checks on delete cascade,
  at timestamptz not null default evenkeel.now(),
  state text not null check (state in ('up', 'down')),
  detail text not null,
  primary key (source_id, id)
);

-- Nodes whose failed runs other nodes refute.
create table evenkeel.check_nodes (
  node_id bigint primary key,
  name text not null,
  refuted int not null default 0,
  suspect_since timestamptz
);
