-- breaking: no
-- Calendars of sprints with the day from which they count, of the organisation or of a team. Before the first one the
-- setting sprint_calendar holds, which is all that an older node knows.
create table evenkeel.sprint_calendars (
  id bigint generated always as identity primary key,
  team_id bigint references evenkeel.teams on delete cascade,
  effective_from date not null,
  zone text not null,
  -- By length, or as they are listed: a list of name, firstDate and lastDate.
  start_date date,
  length_days int,
  sprints jsonb,
  origin text not null check (origin in ('length', 'ical', 'csv', 'jira')),
  created_by text not null,
  created_at timestamptz not null default evenkeel.now(),
  removed_at timestamptz,
  check (case when origin = 'length' then start_date is not null and length_days is not null else sprints is not null end)
);
create unique index sprint_calendars_in_force on evenkeel.sprint_calendars (coalesce(team_id, 0), effective_from)
  where removed_at is null;
create index sprint_calendars_team on evenkeel.sprint_calendars (team_id);
