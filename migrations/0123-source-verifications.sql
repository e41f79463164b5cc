-- breaking: no
-- How a source recognises its sender beside the key. An older node does not look at it and takes what is not signed, too.
create table evenkeel.source_verifications (
  source_id bigint primary key references evenkeel.sources on delete cascade,
  rule jsonb not null,
  secrets text,
  old_secret_until timestamptz,
  subscribed_topic text,
  subscribed_at timestamptz,
  version integer not null default 1,
  changed_at timestamptz not null default evenkeel.now()
);
create trigger source_verifications_version after insert or update or delete on evenkeel.source_verifications
  for each statement execute function evenkeel.raise_configuration_version();

-- Of the refused requests, those that did not prove who sent them.
alter table evenkeel.source_refusals
  add column unverified_count bigint not null default 0,
  add column unverified_since timestamptz,
  add column last_unverified_at timestamptz,
  add column last_unverified_from text;
