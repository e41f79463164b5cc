-- breaking: no
-- Schedules, escalation policies, pages and the notifications that carry them to people.

create table evenkeel.schedules (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  description text not null default '',
  team_id bigint references evenkeel.teams,
  time_zone text not null,
  definition jsonb not null,
  feed_key text not null unique default encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'),
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  -- Also moved by overrides, which are no new version of the definition: calendars are told this time.
  changed_at timestamptz not null default evenkeel.now()
);
create index schedules_name on evenkeel.schedules (name, id);

create table evenkeel.schedule_overrides (
  id bigint generated always as identity primary key,
  schedule_id bigint not null references evenkeel.schedules on delete cascade,
  person_id bigint not null references evenkeel.people,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null default '',
  created_by jsonb not null,
  created_at timestamptz not null default evenkeel.now()
);
create index schedule_overrides_time on evenkeel.schedule_overrides (schedule_id, ends_at, id);
create index schedule_overrides_person on evenkeel.schedule_overrides (person_id, ends_at);

create table evenkeel.escalation_policies (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  description text not null default '',
  team_id bigint references evenkeel.teams,
  definition jsonb not null,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index escalation_policies_name on evenkeel.escalation_policies (name, id);
alter table evenkeel.services add constraint services_escalation_policy
  foreign key (escalation_policy_id) references evenkeel.escalation_policies;

create table evenkeel.pages (
  id bigint generated always as identity primary key,
  policy_id bigint references evenkeel.escalation_policies on delete set null,
  -- A copy: edits of the policy never change a page that runs.
  policy jsonb not null,
  service_id bigint references evenkeel.services,
  incident_id bigint,
  title text not null,
  -- What a person who pages by hand has to say; empty for pages of alerts.
  message text not null default '',
  severity int not null check (severity between 1 and 5),
  urgency text not null check (urgency in ('high', 'low')),
  kind text not null default 'real' check (kind in ('real', 'drill', 'test')),
  group_hash bytea not null,
  state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
  -- Raised by every change of the page's life; a timer, claim or notification of an older one is void.
  generation int not null default 1,
  step_index int not null default 0,
  round int not null default 0,
  due_at timestamptz,
  exhausted_at timestamptz,
  problems jsonb not null default '[]',
  alert_count int not null default 0,
  opened_at timestamptz not null default evenkeel.now(),
  acknowledged_at timestamptz,
  acknowledged_by jsonb,
  resolved_at timestamptz
) with (fillfactor = 70);
create unique index pages_open_group on evenkeel.pages (group_hash) where state = 'open';
create index pages_due on evenkeel.pages (due_at) where state = 'open' and due_at is not null;
create index pages_unresolved on evenkeel.pages (id) where state <> 'resolved';
create index pages_service on evenkeel.pages (service_id, id);
create index pages_opened on evenkeel.pages (opened_at);

create table evenkeel.page_alerts (
  page_id bigint not null references evenkeel.pages on delete cascade,
  alert_id bigint not null references evenkeel.alerts on delete cascade,
  primary key (page_id, alert_id)
);
create index page_alerts_alert on evenkeel.page_alerts (alert_id);

create table evenkeel.notifications (
  id bigint generated always as identity primary key,
  page_key text not null unique,
  page_id bigint not null references evenkeel.pages on delete cascade,
  generation int not null,
  round int not null,
  step_index int not null,
  rule_index int not null default 0,
  person_id bigint not null references evenkeel.people,
  contact_method_id bigint references evenkeel.contact_methods on delete set null,
  channel text,
  -- Of the page when this was planned: of many that are due, the most severe goes first.
  severity int not null check (severity between 1 and 5),
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null,
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  node_id bigint,
  -- True from the second hand-over on: the first one may have reached the person before the crash.
  may_repeat boolean not null default false,
  outcome text,
  provider_id text,
  created_at timestamptz not null default evenkeel.now(),
  sent_at timestamptz,
  finished_at timestamptz
) with (fillfactor = 70);
create index notifications_due on evenkeel.notifications (due_at) where state = 'pending';
create index notifications_lease on evenkeel.notifications (lease_until) where state = 'sending';
create index notifications_page on evenkeel.notifications (page_id, id);
create index notifications_person on evenkeel.notifications (person_id, id);
create index notifications_method on evenkeel.notifications (contact_method_id);

-- Every try to hand a notification over, so that the story of a page shows each of them.
create table evenkeel.notification_attempts (
  notification_id bigint not null references evenkeel.notifications on delete cascade,
  attempt int not null,
  node_id bigint not null,
  started_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz,
  -- `unknown`: the node that tried has died; it may have reached the person. `abandoned`: the try was not made.
  outcome text check (outcome in ('sent', 'retry', 'failed', 'unknown', 'abandoned')),
  detail text,
  primary key (notification_id, attempt)
);
