-- breaking: no
-- What stands between an alert of a service and a person whom it wakes, over the coming days. Computed by a loop.
create table evenkeel.service_readiness (
  service_id bigint primary key references evenkeel.services (id) on delete cascade,
  computed_at timestamptz not null,
  until timestamptz not null,
  -- 'ready', or the worst of its gaps
  result text not null,
  gaps jsonb not null
);
