-- breaking: no
-- The public status page, the words on it, and the people who asked to be told.

create table evenkeel.status_page (
  singleton boolean primary key default true check (singleton),
  title text not null default 'System status',
  intro text not null default '',
  time_zone text not null default 'UTC',
  -- Where customers write to; shown on the page and never taken for a leak.
  contact text not null default '',
  enabled boolean not null default false,
  version int not null default 1,
  -- Raised by every change of what the page shows: one cheap read tells whether to render it anew.
  content_version bigint not null default 1
);
insert into evenkeel.status_page default values;

create function evenkeel.raise_status_content() returns trigger language plpgsql as $$
begin
  update evenkeel.status_page set content_version = content_version + 1;
  return null;
end $$;

create table evenkeel.status_components (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  description text not null default '',
  group_name text not null default '',
  position int not null default 0,
  service_id bigint references evenkeel.services on delete set null,
  -- Nothing is claimed about the time before.
  observed_from timestamptz not null default evenkeel.now(),
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index status_components_order on evenkeel.status_components (position, id);
create index status_components_service on evenkeel.status_components (service_id);

create table evenkeel.status_maintenances (
  id bigint generated always as identity primary key,
  -- What the public address names; tells nothing about how many there were.
  public_id text not null unique,
  title text not null,
  body text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  canceled_at timestamptz,
  created_by jsonb not null,
  changed_at timestamptz not null default evenkeel.now(),
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index status_maintenances_end on evenkeel.status_maintenances (ends_at, id);

create table evenkeel.status_maintenance_components (
  maintenance_id bigint not null references evenkeel.status_maintenances on delete cascade,
  component_id bigint not null references evenkeel.status_components on delete cascade,
  primary key (maintenance_id, component_id)
);
create index status_maintenance_components_component on evenkeel.status_maintenance_components (component_id);

-- An incident as the public knows it; the public values of its templates are remembered from one draft to the next.
create table evenkeel.public_incidents (
  incident_id bigint primary key references evenkeel.incidents,
  public_id text not null unique,
  values jsonb not null default '{}'
);

create table evenkeel.public_updates (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.public_incidents,
  situation text not null,
  status text not null check (status in ('investigating', 'identified', 'monitoring', 'resolved')),
  title text not null,
  body text not null,
  next_update_at timestamptz,
  state text not null default 'draft' check (state in ('draft', 'published', 'discarded')),
  drafted_by jsonb not null,
  drafted_at timestamptz not null default evenkeel.now(),
  published_by jsonb,
  published_at timestamptz,
  -- The same words in the incident's own record.
  incident_update_id bigint references evenkeel.incident_updates,
  version int not null default 1,
  check ((state = 'published') = (published_at is not null))
);
create index public_updates_incident on evenkeel.public_updates (incident_id, id);
create index public_updates_published on evenkeel.public_updates (published_at, id) where state = 'published';

create table evenkeel.public_update_components (
  update_id bigint not null references evenkeel.public_updates on delete cascade,
  component_id bigint not null references evenkeel.status_components on delete cascade,
  state text not null check (state in ('operational', 'maintenance', 'degraded', 'partial', 'major')),
  primary key (update_id, component_id)
);
create index public_update_components_component on evenkeel.public_update_components (component_id);

create trigger status_components_shown after insert or update or delete on evenkeel.status_components
  for each statement execute function evenkeel.raise_status_content();
create trigger status_maintenances_shown after insert or update or delete on evenkeel.status_maintenances
  for each statement execute function evenkeel.raise_status_content();
create trigger public_updates_shown after insert or update on evenkeel.public_updates
  for each row when (new.state = 'published') execute function evenkeel.raise_status_content();

create table evenkeel.subscribers (
  id bigint generated always as identity primary key,
  email text not null unique check (email = lower(email)),
  -- None: told about everything.
  component_ids bigint[] not null default '{}',
  -- What was asked for and is not confirmed yet.
  wanted_component_ids bigint[] not null default '{}',
  confirmed_at timestamptz,
  -- Links are derived from it and from the installation's key; raised, all earlier links to confirm are void.
  generation int not null default 1,
  asked_at timestamptz not null default evenkeel.now(),
  created_at timestamptz not null default evenkeel.now()
);
create index subscribers_unconfirmed on evenkeel.subscribers (asked_at) where confirmed_at is null;

-- The outbox of the status page, apart from the one that pages people.
create table evenkeel.subscriber_mails (
  id bigint generated always as identity primary key,
  subscriber_id bigint not null references evenkeel.subscribers on delete cascade,
  kind text not null check (kind in ('confirm', 'known', 'update', 'maintenance')),
  update_id bigint references evenkeel.public_updates,
  maintenance_id bigint references evenkeel.status_maintenances,
  -- For maintenance: which version of it the mail tells of, so that a change is told once.
  moment text not null default '',
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create unique index subscriber_mails_update on evenkeel.subscriber_mails (subscriber_id, update_id) where update_id is not null;
create unique index subscriber_mails_maintenance on evenkeel.subscriber_mails (subscriber_id, maintenance_id, moment)
  where maintenance_id is not null;
create index subscriber_mails_due on evenkeel.subscriber_mails (due_at, id) where state in ('pending', 'sending');
create index subscriber_mails_of_update on evenkeel.subscriber_mails (update_id, state) where update_id is not null;
create index subscriber_mails_finished on evenkeel.subscriber_mails (finished_at) where finished_at is not null;

-- Templates that were edited; all others read as they were shipped.
create table evenkeel.message_templates (
  id text primary key,
  title text not null,
  body text not null,
  version int not null default 2,
  updated_by jsonb not null,
  updated_at timestamptz not null default evenkeel.now()
);
