-- breaking: no
-- What incidents teach: postmortems, action items, recurrences, and the queue of incidents to look at.

-- How far the events were read; one row, locked by the node that reads.
create table evenkeel.learn_cursor (
  singleton boolean primary key default true check (singleton),
  tx xid8 not null,
  event_id bigint not null
);
insert into evenkeel.learn_cursor (tx, event_id) values (pg_current_xact_id(), 0);

-- Incidents that something happened to since learn looked at them. A row goes with the transaction that looked.
create table evenkeel.learn_queue (
  incident_id bigint primary key references evenkeel.incidents,
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0
);
create index learn_queue_due on evenkeel.learn_queue (due_at);

create table evenkeel.postmortems (
  incident_id bigint primary key references evenkeel.incidents,
  form text not null check (form in ('full', 'light', 'drill')),
  state text not null default 'draft' check (state in ('draft', 'in_review', 'completed')),
  is_required boolean not null,
  -- Somebody asked for it: it stays required although the severity asks for none.
  is_requested boolean not null default false,
  reasons jsonb not null,
  owner_id bigint references evenkeel.people,
  due_at timestamptz(3),
  -- The Markdown is the truth; `version` counts its texts, which all stand in `postmortem_versions`.
  markdown text not null,
  version int not null default 1,
  -- Until a person writes, the draft follows the facts of the incident.
  is_untouched boolean not null default true,
  is_full_impact boolean not null default false,
  finding_count int not null,
  factor_keys text[] not null default '{}',
  no_action_reason text,
  drafted_at timestamptz(3) not null default evenkeel.now(),
  completed_at timestamptz(3)
);
create index postmortems_unfinished on evenkeel.postmortems (incident_id) where state <> 'completed';
create index postmortems_owner on evenkeel.postmortems (owner_id, incident_id);
create index postmortems_factors on evenkeel.postmortems using gin (factor_keys);

create table evenkeel.postmortem_versions (
  incident_id bigint not null references evenkeel.postmortems on delete cascade,
  version int not null,
  markdown text not null,
  author jsonb not null,
  at timestamptz(3) not null default evenkeel.now(),
  primary key (incident_id, version)
);

create table evenkeel.postmortem_reviewers (
  incident_id bigint not null references evenkeel.postmortems on delete cascade,
  person_id bigint not null references evenkeel.people,
  approved_at timestamptz(3),
  approved_version int,
  primary key (incident_id, person_id)
);
create index postmortem_reviewers_person on evenkeel.postmortem_reviewers (person_id, incident_id);

create table evenkeel.action_items (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  title text not null,
  kind text not null check (kind in ('prevent', 'detect', 'mitigate', 'respond')),
  owner_id bigint references evenkeel.people,
  due_at timestamptz(3),
  state text not null default 'open' check (state in ('open', 'done', 'wont_do')),
  reason text not null default '',
  tracker_url text,
  created_by jsonb not null,
  created_at timestamptz(3) not null default evenkeel.now(),
  finished_at timestamptz(3),
  finished_by jsonb,
  version int not null default 1
);
create index action_items_due on evenkeel.action_items (coalesce(due_at, 'infinity'), id);
create index action_items_open on evenkeel.action_items (coalesce(due_at, 'infinity'), id) where state = 'open';
create index action_items_incident on evenkeel.action_items (incident_id, id);
create index action_items_owner on evenkeel.action_items (owner_id, id);

-- Only a confirmed row is a recurrence; the others are suggestions, kept so that a dismissed one stays away.
create table evenkeel.recurrences (
  incident_id bigint not null references evenkeel.incidents,
  earlier_incident_id bigint not null references evenkeel.incidents,
  state text not null check (state in ('suggested', 'confirmed', 'dismissed')),
  score int not null,
  reasons jsonb not null,
  note text not null default '',
  suggested_at timestamptz(3) not null default evenkeel.now(),
  decided_at timestamptz(3),
  decided_by jsonb,
  primary key (incident_id, earlier_incident_id),
  check (incident_id <> earlier_incident_id)
);
create index recurrences_earlier on evenkeel.recurrences (earlier_incident_id, incident_id);
