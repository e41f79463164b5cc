-- breaking: no
-- Services that carry messages for this installation: accounts, servers, workspaces.
create table evenkeel.providers (
  id bigint generated always as identity primary key,
  kind text not null,
  name text not null,
  -- Sealed for this row.
  settings text not null,
  hint text not null,
  position int not null default 0,
  countries text[] not null default '{}',
  disabled_at timestamptz,
  failing_since timestamptz,
  last_outcome text,
  last_outcome_at timestamptz,
  -- One node at a time fetches what people reply, where the provider does not call us.
  listener_node bigint,
  listener_until timestamptz,
  listener_state jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create unique index providers_name on evenkeel.providers (lower(name));

alter table evenkeel.contact_methods
  add column provider_id bigint references evenkeel.providers on delete set null,
  -- Of the phone number or the account in a chat, by which a reply finds its person.
  add column identity_hash bytea;
create index contact_methods_identity on evenkeel.contact_methods (identity_hash) where identity_hash is not null;
create index contact_methods_provider on evenkeel.contact_methods (provider_id) where provider_id is not null;

alter table evenkeel.notifications
  add column sent_through bigint references evenkeel.providers on delete set null,
  -- What the provider needs to change the message, such as channel and message.
  add column reference jsonb,
  add column delivered_at timestamptz,
  add column reply_code int,
  -- The message that a person has still has to be changed.
  add column update_due_at timestamptz,
  add column update_attempts int not null default 0;
create index notifications_message on evenkeel.notifications (sent_through, provider_id) where sent_through is not null;
create index notifications_update on evenkeel.notifications (update_due_at) where update_due_at is not null;
create index notifications_reply on evenkeel.notifications (contact_method_id, reply_code) where reply_code is not null;

-- What providers report is reported twice.
create table evenkeel.inbound_messages (
  provider_id bigint not null references evenkeel.providers on delete cascade,
  key text not null,
  received_at timestamptz not null default evenkeel.now(),
  primary key (provider_id, key)
);
create index inbound_messages_received on evenkeel.inbound_messages (received_at);
