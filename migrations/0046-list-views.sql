-- breaking: no
-- Orders and ranges of the lists of alerts and incidents: keyset paging needs an index for each.
create index alerts_open_severity on evenkeel.alerts ((-severity), id) where state <> 'resolved';
create index alerts_triggered on evenkeel.alerts (triggered_at, id);
create index incidents_severity on evenkeel.incidents ((-severity), id);

-- A filter of a list under a name. Its search is that of the address: filters, order and columns.
create table evenkeel.views (
  id bigint generated always as identity primary key,
  list text not null,
  name text not null,
  search text not null,
  owner_id bigint not null references evenkeel.people on delete cascade,
  shared_with text not null default 'nobody' check (shared_with in ('nobody', 'team', 'everyone')),
  -- Without a team, as when it was deleted, a view shared with it is its owner's alone.
  team_id bigint references evenkeel.teams on delete set null,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  -- Deleted views can be restored for a while.
  deleted_at timestamptz,
  check (team_id is null or shared_with = 'team')
);
create index views_owner on evenkeel.views (owner_id);
create index views_team on evenkeel.views (team_id) where team_id is not null;
create index views_everyone on evenkeel.views (list) where shared_with = 'everyone';
create index views_deleted on evenkeel.views (deleted_at) where deleted_at is not null;

-- What a person sees when they open a list.
create table evenkeel.default_views (
  person_id bigint not null references evenkeel.people on delete cascade,
  list text not null,
  view_id bigint not null references evenkeel.views on delete cascade,
  primary key (person_id, list)
);
create index default_views_view on evenkeel.default_views (view_id);
