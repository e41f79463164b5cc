-- breaking: no
-- Practice whose messages are kept instead of sent. An older node sends them.
create table evenkeel.sandboxes (
  id bigint generated always as identity primary key,
  incident_id bigint unique references evenkeel.incidents on delete cascade,
  -- They agreed to be notified for real.
  person_ids bigint[] not null default '{}'
);

-- The alerts of these keys belong to practice in a sandbox.
create table evenkeel.sandbox_signals (
  source_id bigint not null references evenkeel.sources on delete cascade,
  dedup_hash bytea not null,
  sandbox_id bigint not null references evenkeel.sandboxes on delete cascade,
  primary key (source_id, dedup_hash)
);
create index sandbox_signals_sandbox on evenkeel.sandbox_signals (sandbox_id);

alter table evenkeel.drills add column sandbox_id bigint references evenkeel.sandboxes on delete set null;
