-- breaking: no
-- What was decided about alerts that page too often. An older node neither reads nor writes it.
create table evenkeel.alert_retirements (
  id bigint generated always as identity primary key,
  source_id bigint not null references evenkeel.sources on delete cascade,
  dedup_key text not null,
  dedup_hash bytea not null,
  title text not null,
  state text not null check (state in ('proposed', 'retired', 'kept')),
  note text not null,
  owner_id bigint references evenkeel.people on delete set null,
  due_at timestamptz,
  proposed_by jsonb not null,
  proposed_at timestamptz not null default evenkeel.now(),
  decided_by jsonb,
  decided_at timestamptz,
  unique (source_id, dedup_hash)
);
