-- breaking: no
-- Incidents and their war rooms. Times that people read or correct are kept to the millisecond, as the API tells them.

-- An alert that its route wants an incident for, of this severity; taken away once the incident knows it.
alter table evenkeel.alerts add column declare_severity int check (declare_severity between 1 and 5);
create index alerts_declaring on evenkeel.alerts (id)
  where declare_severity is not null and state <> 'resolved' and suppressed_reason is null;

create table evenkeel.incidents (
  -- The number people say (INC-42): drawn without gaps, under a lock, in the transaction of the declaration.
  id bigint primary key,
  title text not null,
  summary text not null default '',
  severity int not null check (severity between 1 and 5),
  peak_severity int not null check (peak_severity between 1 and 5),
  kind text not null check (kind in ('real', 'drill', 'test', 'imported')),
  lifecycle text not null default 'triage' check (lifecycle in ('triage', 'active', 'stable', 'resolved', 'closed')),
  -- Closed out of triage: it was no incident after all.
  is_false_alarm boolean not null default false,
  found_by text check (found_by in ('machine', 'staff', 'customer')),
  declared_by jsonb not null,
  -- Names what a route declared it for, so that further alerts of the same group join it.
  declare_key text,
  customer_impact text not null default '',
  customers_affected int check (customers_affected >= 0),
  is_visible_to_customers boolean not null default true,
  is_severity_disputed boolean not null default false,
  slower_public_update_minutes int check (slower_public_update_minutes > 0),
  conference_url text,
  impact_started_at timestamptz(3),
  detected_at timestamptz(3),
  alerted_at timestamptz(3),
  acknowledged_at timestamptz(3),
  declared_at timestamptz(3) not null,
  commander_assigned_at timestamptz(3),
  first_public_at timestamptz(3),
  mitigated_at timestamptz(3),
  resolved_at timestamptz(3),
  closed_at timestamptz(3),
  reopened_at timestamptz(3),
  version int not null default 1
);
create index incidents_open on evenkeel.incidents (id) where lifecycle in ('triage', 'active', 'stable');
create unique index incidents_declare_key on evenkeel.incidents (declare_key)
  where declare_key is not null and lifecycle in ('triage', 'active', 'stable');
create index incidents_declared on evenkeel.incidents (declared_at, id);
create index incidents_resolved on evenkeel.incidents (resolved_at, id) where resolved_at is not null;

alter table evenkeel.pages add constraint pages_incident foreign key (incident_id) references evenkeel.incidents;
create index pages_incident on evenkeel.pages (incident_id, id) where incident_id is not null;

create table evenkeel.incident_services (
  incident_id bigint not null references evenkeel.incidents,
  service_id bigint not null references evenkeel.services,
  primary key (incident_id, service_id)
);
create index incident_services_service on evenkeel.incident_services (service_id, incident_id);

-- An alert belongs to one incident at a time; this key decides between two who declare from it at once.
create table evenkeel.incident_alerts (
  alert_id bigint primary key references evenkeel.alerts on delete cascade,
  incident_id bigint not null references evenkeel.incidents,
  linked_at timestamptz(3) not null default evenkeel.now(),
  linked_by jsonb not null
);
create index incident_alerts_incident on evenkeel.incident_alerts (incident_id, alert_id);

-- A holding of a role from the taking to the giving up; the open ones are who does what now.
create table evenkeel.incident_roles (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  role text not null,
  person_id bigint not null references evenkeel.people,
  assumed_at timestamptz(3) not null default evenkeel.now(),
  assigned_by jsonb not null,
  -- Offered to somebody who has not said yes: the holder holds it until then.
  offered_to_id bigint references evenkeel.people,
  offered_at timestamptz(3),
  renounced_at timestamptz(3)
);
create index incident_roles_incident on evenkeel.incident_roles (incident_id, id);
create unique index incident_roles_held on evenkeel.incident_roles (incident_id, role, person_id) where renounced_at is null;
create unique index incident_roles_single on evenkeel.incident_roles (incident_id, role)
  where renounced_at is null and role in ('commander', 'deputy', 'scribe', 'communications', 'internal-liaison');
create index incident_roles_person on evenkeel.incident_roles (person_id, id);
create index incident_roles_offered on evenkeel.incident_roles (offered_to_id) where offered_to_id is not null;

create table evenkeel.incident_tasks (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  title text not null,
  owner_id bigint references evenkeel.people,
  due_at timestamptz(3),
  done_at timestamptz(3),
  done_by jsonb,
  created_by jsonb not null,
  created_at timestamptz(3) not null default evenkeel.now()
);
create index incident_tasks_incident on evenkeel.incident_tasks (incident_id, id);
create index incident_tasks_owner on evenkeel.incident_tasks (owner_id, id);

-- What was told to whom. A row is never changed: what was said was said.
create table evenkeel.incident_updates (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  audience text not null check (audience in ('public', 'executives', 'responders', 'support')),
  status text not null check (status in ('investigating', 'identified', 'monitoring', 'resolved')),
  text text not null,
  -- The promise made in it: when the next one comes.
  next_update_at timestamptz(3),
  author jsonb not null,
  approved_by jsonb,
  at timestamptz(3) not null default evenkeel.now()
);
create index incident_updates_incident on evenkeel.incident_updates (incident_id, id);
create index incident_updates_public on evenkeel.incident_updates (at, id) where audience = 'public';

create table evenkeel.severity_changes (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  from_severity int not null,
  to_severity int not null,
  reason text not null default '',
  actor jsonb not null,
  at timestamptz(3) not null default evenkeel.now()
);
create index severity_changes_incident on evenkeel.severity_changes (incident_id, id);

create table evenkeel.instant_corrections (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  -- As the API spells it: `resolvedAt`.
  name text not null,
  from_at timestamptz(3),
  to_at timestamptz(3),
  reason text not null,
  actor jsonb not null,
  at timestamptz(3) not null default evenkeel.now()
);
create index instant_corrections_incident on evenkeel.instant_corrections (incident_id, id);

create table evenkeel.timeline_events (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  -- When it happened, which a person may tell afterwards.
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null default evenkeel.now(),
  kind text not null,
  text text not null,
  is_key boolean not null default false,
  actor jsonb not null,
  data jsonb not null default '{}',
  -- How it read before the first edit; null while nobody has edited it.
  original_text text,
  original_at timestamptz(3),
  edited_at timestamptz(3),
  edited_by jsonb
);
create index timeline_events_incident on evenkeel.timeline_events (incident_id, at, id);
create index timeline_events_key on evenkeel.timeline_events (incident_id, at, id) where is_key;

create table evenkeel.checklist_ticks (
  incident_id bigint not null references evenkeel.incidents,
  item_id text not null,
  ticked_by jsonb not null,
  ticked_at timestamptz(3) not null default evenkeel.now(),
  primary key (incident_id, item_id)
);

-- What the clock of a room waits for; made anew by every change, and fired once for each due time.
create table evenkeel.incident_timers (
  incident_id bigint not null references evenkeel.incidents,
  key text not null,
  due_at timestamptz(3) not null,
  fired_at timestamptz(3),
  primary key (incident_id, key)
);
create index incident_timers_due on evenkeel.incident_timers (due_at) where fired_at is null;

-- Who looks at a room; a row that was not renewed for 15 seconds is nobody. Worth nothing after a crash.
create unlogged table evenkeel.incident_presence (
  incident_id bigint not null references evenkeel.incidents,
  person_id bigint not null references evenkeel.people on delete cascade,
  seen_at timestamptz(3) not null default evenkeel.now(),
  primary key (incident_id, person_id)
);
