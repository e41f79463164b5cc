-- breaking: no
-- Requests that had the right key and were not taken: counted here, because nothing of them is in the log.

create table evenkeel.source_refusals (
  source_id bigint primary key references evenkeel.sources on delete cascade,
  refused_count bigint not null default 0,
  last_refused_at timestamptz not null,
  last_reason text not null
);
