-- Keys that senders already use, beside the one of the source: an older node knows only that one and refuses these.
-- Only what finds a key is kept, never the key.
create table evenkeel.source_keys (
  id bigint generated always as identity primary key,
  source_id bigint not null references evenkeel.sources on delete cascade,
  name text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null default evenkeel.now()
);
create index source_keys_source on evenkeel.source_keys (source_id, id);
create trigger source_keys_version after insert or update or delete on evenkeel.source_keys
  for each statement execute function evenkeel.raise_configuration_version();
