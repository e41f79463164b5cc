-- breaking: no
-- Which mails a source has kept, so that one that a mail server sends again is one signal. Rows go after a week.
create table evenkeel.received_mails (
  source_id bigint not null references evenkeel.sources on delete cascade,
  -- SHA-256 of message id, date and subject.
  fingerprint bytea not null check (length(fingerprint) = 32),
  received_at timestamptz not null default evenkeel.now(),
  primary key (source_id, fingerprint)
);
create index received_mails_by_age on evenkeel.received_mails (received_at);
