-- breaking: no
-- Runbooks, their versions, and what was ticked in which incident.

create table evenkeel.runbooks (
  id bigint generated always as identity primary key,
  slug text not null unique,
  title text not null,
  team_id bigint references evenkeel.teams,
  -- Which alerts it is for, besides those of its services and routes; null: none.
  condition jsonb,
  version int not null default 1,
  updated_at timestamptz not null default evenkeel.now(),
  reviewed_at timestamptz,
  reported_wrong_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default evenkeel.now()
);
create index runbooks_title on evenkeel.runbooks (title, id);
create index runbooks_team on evenkeel.runbooks (team_id);
create index runbooks_conditional on evenkeel.runbooks (id) where condition is not null and archived_at is null;

-- The text as it was, for ever: a run refers to the version that was followed.
create table evenkeel.runbook_versions (
  runbook_id bigint not null references evenkeel.runbooks on delete cascade,
  version int not null,
  title text not null,
  body text not null,
  step_count int not null,
  author jsonb not null,
  at timestamptz not null default evenkeel.now(),
  primary key (runbook_id, version)
);

create table evenkeel.runbook_services (
  runbook_id bigint not null references evenkeel.runbooks on delete cascade,
  service_id bigint not null references evenkeel.services on delete cascade,
  primary key (runbook_id, service_id)
);
create index runbook_services_service on evenkeel.runbook_services (service_id, runbook_id);

create table evenkeel.runbook_routes (
  runbook_id bigint not null references evenkeel.runbooks on delete cascade,
  route_id bigint not null references evenkeel.routes on delete cascade,
  primary key (runbook_id, route_id)
);
create index runbook_routes_route on evenkeel.runbook_routes (route_id, runbook_id);

create table evenkeel.runbook_runs (
  id bigint generated always as identity primary key,
  runbook_id bigint not null references evenkeel.runbooks,
  version int not null,
  incident_id bigint not null references evenkeel.incidents,
  opened_by jsonb not null,
  opened_at timestamptz not null default evenkeel.now(),
  foreign key (runbook_id, version) references evenkeel.runbook_versions,
  unique (incident_id, runbook_id)
);
create index runbook_runs_runbook on evenkeel.runbook_runs (runbook_id, opened_at);

create table evenkeel.runbook_ticks (
  run_id bigint not null references evenkeel.runbook_runs on delete cascade,
  step_id text not null,
  ticked_by jsonb not null,
  ticked_at timestamptz not null default evenkeel.now(),
  primary key (run_id, step_id)
);
