-- breaking: no
-- Programs elsewhere that are told of events.
create table evenkeel.outgoing_webhooks (
  id bigint generated always as identity primary key,
  name text not null,
  -- Sealed for this row: the URL and the signing secrets.
  settings text not null,
  hint text not null,
  kinds text[] not null default '{}',
  stages text[] not null default '{}',
  service_ids bigint[] not null default '{}',
  team_ids bigint[] not null default '{}',
  severities int[] not null default '{}',
  sees_as text not null default 'viewer' check (sees_as in ('viewer', 'responder', 'admin')),
  -- Events before this are not its own.
  follows_since timestamptz not null default evenkeel.now(),
  disabled_at timestamptz,
  -- Why Evenkeel disabled it; null when a person did.
  disabled_reason text,
  failing_since timestamptz,
  -- In a row, by a receiver that could not be reached or was at fault itself.
  failures int not null default 0,
  paused_until timestamptz,
  last_outcome text,
  last_outcome_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create unique index outgoing_webhooks_name on evenkeel.outgoing_webhooks (lower(name));

-- How far the events were read; one row, locked by the node that reads.
create table evenkeel.outgoing_cursor (
  singleton boolean primary key default true check (singleton),
  tx xid8 not null,
  event_id bigint not null,
  -- Events up to this id came with a restored backup and are not sent again.
  restored_id bigint not null default 0
);
insert into evenkeel.outgoing_cursor (tx, event_id) values (pg_current_xact_id(), 0);

-- One event for one webhook, with the text that is sent: the same at every attempt.
create table evenkeel.outgoing_deliveries (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references evenkeel.outgoing_webhooks on delete cascade,
  -- Null for a test.
  event_id bigint,
  kind text not null,
  subject_kind text not null,
  subject_id bigint,
  message_id text not null,
  body text not null,
  -- held: the webhook was disabled; it is sent when somebody replays it.
  state text not null default 'pending' check (state in ('pending', 'sending', 'delivered', 'failed', 'held')),
  due_at timestamptz not null default evenkeel.now(),
  -- Since it was queued or replayed.
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create unique index outgoing_deliveries_event on evenkeel.outgoing_deliveries (webhook_id, event_id);
create index outgoing_deliveries_waiting on evenkeel.outgoing_deliveries (webhook_id, id) where state in ('pending', 'sending');
create index outgoing_deliveries_order on evenkeel.outgoing_deliveries (webhook_id, subject_kind, coalesce(subject_id, 0), id)
  where state in ('pending', 'sending');
create index outgoing_deliveries_list on evenkeel.outgoing_deliveries (webhook_id, id);
create index outgoing_deliveries_created on evenkeel.outgoing_deliveries (created_at);

create table evenkeel.outgoing_attempts (
  delivery_id bigint not null references evenkeel.outgoing_deliveries on delete cascade,
  at timestamptz not null default evenkeel.now(),
  -- Null when nothing came back.
  status int,
  -- The beginning of the reply.
  response text,
  reason text,
  duration_ms int not null
);
create index outgoing_attempts_delivery on evenkeel.outgoing_attempts (delivery_id, at);
