-- breaking: no
-- Roles that people make, and who has which, for everything or for one team. What an older node lets somebody do, it
-- reads from people.role alone: it knows none of these, so it gives less than a newer node, never more.
create table evenkeel.roles (
  id bigint generated always as identity primary key,
  -- What these let people do, the program says; the permissions of the others stand here.
  built_in text unique check (built_in in ('viewer', 'responder', 'admin')),
  slug text not null unique,
  name text not null,
  description text not null default '',
  permissions text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
insert into evenkeel.roles (built_in, slug, name, description) values
  ('viewer', 'viewer', 'Viewer', 'Sees everything, changes nothing'),
  ('responder', 'responder', 'Responder', 'Responds to alerts and incidents, goes on call'),
  ('admin', 'admin', 'Admin', 'Manages people and settings');

-- Beside people.role, which everybody has.
create table evenkeel.role_grants (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people (id) on delete cascade,
  role_id bigint not null references evenkeel.roles (id),
  -- Null: for everything.
  team_id bigint references evenkeel.teams (id) on delete cascade,
  -- The group that gave it, and takes it away; null: a person did.
  group_name text,
  given_by jsonb not null,
  given_at timestamptz not null default evenkeel.now()
);
create unique index role_grants_once on evenkeel.role_grants (person_id, role_id, coalesce(team_id, 0));
create index role_grants_role on evenkeel.role_grants (role_id, id);
create index role_grants_team on evenkeel.role_grants (team_id) where team_id is not null;

-- What groups of the identity provider give. Not in the rules of sign-in: an older node could not read those any more,
-- and would go by the usual ones.
create table evenkeel.group_roles (
  position integer primary key,
  group_name text not null,
  role_id bigint not null references evenkeel.roles (id),
  team_id bigint references evenkeel.teams (id) on delete cascade
);
create index group_roles_role on evenkeel.group_roles (role_id);
create index group_roles_team on evenkeel.group_roles (team_id) where team_id is not null;
