-- breaking: no
-- Sources, the log of signals, the alerts that are its materialised view, and the rules between them.

create table evenkeel.sources (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  type text not null,
  settings jsonb not null default '{}',
  service_id bigint references evenkeel.services,
  key_hash bytea not null unique,
  key_sealed text not null,
  paused_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index sources_name on evenkeel.sources (name, id);
create index sources_service on evenkeel.sources (service_id);
create trigger sources_version after insert or update or delete on evenkeel.sources
  for each statement execute function evenkeel.raise_configuration_version();

-- Counted once per absorbed batch, not once per signal; apart from `sources` so that it is no configuration change.
create table evenkeel.source_activity (
  source_id bigint primary key references evenkeel.sources on delete cascade,
  first_signal_at timestamptz not null,
  last_signal_at timestamptz not null default evenkeel.now(),
  signal_count bigint not null default 0,
  odd_count bigint not null default 0
) with (fillfactor = 50);

-- One log per node process: serial commits, gapless `seq`. Its owner appends under a share lock of this row, so once
-- somebody has sealed it nothing more can arrive in it.
create table evenkeel.signal_logs (
  id bigint generated always as identity primary key,
  node_id bigint not null references evenkeel.nodes,
  sealed_at timestamptz,
  -- Set when a sealed log has been absorbed to its end.
  drained_at timestamptz
);
create index signal_logs_undrained on evenkeel.signal_logs (id) where drained_at is null;

-- How far each log has been absorbed; moved in the transaction that writes the alerts. Apart from `signal_logs`, so
-- that absorbing never waits for accepting.
create table evenkeel.signal_cursors (
  log_id bigint primary key references evenkeel.signal_logs,
  absorbed_seq bigint not null default 0
) with (fillfactor = 50);

-- A row is one request as it arrived, never changed; it holds one signal or a batch of them.
create table evenkeel.signals (
  log_id bigint not null,
  seq bigint not null,
  source_id bigint not null,
  received_at timestamptz not null default evenkeel.now(),
  -- Method, path after the key, query, the few headers that parsing reads, and the key made for a sender that gave none.
  request json not null,
  body bytea not null,
  signal_count int not null,
  odd text,
  primary key (log_id, seq)
);
create index signals_source on evenkeel.signals (source_id, received_at, log_id, seq);
create index signals_odd on evenkeel.signals (source_id, received_at, log_id, seq) where odd is not null;

create table evenkeel.routes (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  position int not null,
  condition jsonb not null,
  outcome jsonb not null,
  enabled boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index routes_position on evenkeel.routes (position, id);
create trigger routes_version after insert or update or delete on evenkeel.routes
  for each statement execute function evenkeel.raise_configuration_version();

create table evenkeel.maintenance_windows (
  id bigint generated always as identity primary key,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  service_ids bigint[] not null default '{}',
  condition jsonb,
  created_by jsonb not null,
  canceled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index maintenance_windows_end on evenkeel.maintenance_windows (ends_at);
create trigger maintenance_windows_version after insert or update or delete on evenkeel.maintenance_windows
  for each statement execute function evenkeel.raise_configuration_version();

create table evenkeel.alerts (
  id bigint generated always as identity primary key,
  source_id bigint not null references evenkeel.sources,
  dedup_key text not null,
  -- sha256 of the dedup key: keys may be longer than an index row can hold.
  dedup_hash bytea not null,
  state text not null check (state in ('triggered', 'acknowledged', 'resolved')),
  -- As people see it; a route may have overridden what the signals say, which is kept for the next comparison.
  severity int not null check (severity between 1 and 5),
  signal_severity int check (signal_severity between 1 and 5),
  title text not null,
  description text not null default '',
  labels jsonb not null default '{}',
  links jsonb not null default '[]',
  images jsonb not null default '[]',
  service_id bigint references evenkeel.services,
  -- No reference: deleting a route must not rewrite the million alerts it has seen.
  route_id bigint,
  -- Why this alert was routed so, as shown to people.
  explanation jsonb not null default '[]',
  -- Why it pages nobody, when it is suppressed; until when, where a maintenance window is the reason.
  suppressed_reason text,
  suppressed_until timestamptz,
  -- The hand-over to paging, taken by respond in its own transaction: `wanted` asks for a page, `settle` says
  -- that the sender itself resolved or acknowledged what was paged.
  paging text not null default 'none' check (paging in ('none', 'wanted', 'paged', 'settle', 'settled')),
  group_key text,
  triggered_at timestamptz not null default evenkeel.now(),
  occurred_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by jsonb,
  resolved_at timestamptz,
  resolved_by jsonb,
  -- The sender's promise: without a repeat until then the condition is over.
  expires_at timestamptz,
  signal_count bigint not null default 1,
  -- Raised when signals change the content; a repeat that knows the version only needs to count.
  content_version int not null default 1,
  last_signal_at timestamptz not null default evenkeel.now(),
  first_log_id bigint,
  first_seq bigint,
  last_log_id bigint,
  last_seq bigint
) with (fillfactor = 70);
create unique index alerts_open on evenkeel.alerts (source_id, dedup_hash) where state <> 'resolved';
create index alerts_key_history on evenkeel.alerts (source_id, dedup_hash, id);
create index alerts_unresolved on evenkeel.alerts (id) where state <> 'resolved';
create index alerts_service on evenkeel.alerts (service_id, id);
create index alerts_paging on evenkeel.alerts (id) where paging in ('wanted', 'settle');
create index alerts_suppression on evenkeel.alerts (suppressed_until) where suppressed_until is not null;
create index alerts_expiry on evenkeel.alerts (expires_at) where state <> 'resolved' and expires_at is not null;

-- Changes that senders reported (deployments, releases): never alert, shown beside alerts and incidents.
create table evenkeel.changes (
  id bigint generated always as identity primary key,
  source_id bigint not null references evenkeel.sources,
  service_id bigint references evenkeel.services,
  at timestamptz not null,
  title text not null,
  labels jsonb not null default '{}',
  links jsonb not null default '[]'
);
create index changes_at on evenkeel.changes (at, id);
create index changes_service on evenkeel.changes (service_id, at, id);
create index changes_source on evenkeel.changes (source_id, at, id);

create table evenkeel.heartbeats (
  source_id bigint primary key references evenkeel.sources on delete cascade,
  interval_seconds int not null check (interval_seconds between 10 and 2678400),
  grace_seconds int not null check (grace_seconds between 0 and 2678400),
  -- Armed by the first ping or by hand; an unarmed or paused heartbeat raises nothing.
  armed_at timestamptz,
  paused_at timestamptz,
  last_ping_at timestamptz,
  due_at timestamptz,
  late_since timestamptz
);
create index heartbeats_due on evenkeel.heartbeats (due_at) where due_at is not null and paused_at is null;
