-- breaking: no
-- Calendars elsewhere, or files of them: a person's become absences, a team's become holidays.
create table evenkeel.calendars (
  id bigint generated always as identity primary key,
  person_id bigint references evenkeel.people,
  team_id bigint references evenkeel.teams on delete cascade,
  name text not null,
  -- Sealed for this row; whoever knows it can read the calendar. Null for a file, which is read once.
  address text,
  host text,
  -- Only events whose title has one of them; empty for all.
  title_words text[] not null default '{}',
  etag text,
  next_read_at timestamptz not null default evenkeel.now(),
  last_read_at timestamptz,
  -- Before that the text was the same.
  content_read_at timestamptz,
  -- Why the last attempt read nothing, and since when that is so.
  problem text,
  failing_since timestamptz,
  item_count int not null default 0,
  -- Events that could not be used, or were more than are kept.
  left_out_count int not null default 0,
  created_at timestamptz not null default evenkeel.now(),
  check ((person_id is null) <> (team_id is null))
);
create index calendars_person on evenkeel.calendars (person_id, id);
create index calendars_team on evenkeel.calendars (team_id, id);
create index calendars_due on evenkeel.calendars (next_read_at, id) where address is not null;

-- Null for an absence that was entered by hand.
alter table evenkeel.absences add column calendar_id bigint references evenkeel.calendars on delete cascade;
create index absences_calendar on evenkeel.absences (calendar_id, ends_at) where calendar_id is not null;

create table evenkeel.holidays (
  calendar_id bigint not null references evenkeel.calendars on delete cascade,
  date date not null,
  name text not null,
  primary key (calendar_id, date)
);
