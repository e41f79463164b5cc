-- breaking: no
-- Calendars that were removed and can be restored for a while, out of the sight of nodes that do not know of that.
create table evenkeel.removed_calendars (
  -- As it had: its address is sealed for this number.
  id bigint primary key,
  person_id bigint references evenkeel.people,
  team_id bigint references evenkeel.teams on delete cascade,
  address text,
  -- The other columns of its row, and the rows that came from it.
  calendar jsonb not null,
  absences jsonb not null,
  holidays jsonb not null,
  removed_at timestamptz not null default evenkeel.now()
);
create index removed_calendars_time on evenkeel.removed_calendars (removed_at);
create index removed_calendars_team on evenkeel.removed_calendars (team_id);
