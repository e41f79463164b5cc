-- When each key of a source last let somebody in, apart from the keys: a use changes no configuration. An older node
-- records none.
create table evenkeel.source_key_uses (
  key_hash bytea primary key,
  source_id bigint not null references evenkeel.sources on delete cascade,
  last_used_at timestamptz not null
);
create index source_key_uses_source on evenkeel.source_key_uses (source_id);

-- From when a key without a use is known to have had none.
alter table evenkeel.source_keys add column watched_since timestamptz not null default now();
alter table evenkeel.source_keys alter column watched_since set default evenkeel.now();
