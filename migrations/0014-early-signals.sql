-- breaking: no
-- Acknowledgements and resolves that were absorbed before the trigger they answer, because that one still lies in the
-- log of another node. They wait here for it; after an hour no log can hold it any more.
create table evenkeel.early_signals (
  source_id bigint not null references evenkeel.sources on delete cascade,
  dedup_hash bytea not null,
  action text not null check (action in ('acknowledge', 'resolve')),
  received_at timestamptz not null,
  primary key (source_id, dedup_hash, action)
);
create index early_signals_age on evenkeel.early_signals (received_at);
