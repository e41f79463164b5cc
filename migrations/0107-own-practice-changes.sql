-- breaking: no
-- Changes of practice that people write down themselves, beside those read from the audit log.
create table evenkeel.own_practice_changes (
  id bigint generated always as identity primary key,
  day date not null,
  words text not null,
  team_id bigint references evenkeel.teams on delete cascade,
  created_by text not null,
  created_at timestamptz not null default evenkeel.now(),
  version int not null default 1,
  removed_at timestamptz
);
create index own_practice_changes_day on evenkeel.own_practice_changes (day, id) where removed_at is null;
create index own_practice_changes_team on evenkeel.own_practice_changes (team_id);
