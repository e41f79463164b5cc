-- breaking: no
-- A review is of the whole organisation, a team or a pilot; one of each a quarter. An older node makes those of the whole.
alter table evenkeel.quarterly_reviews
  add column team_id bigint references evenkeel.teams,
  add column pilot_id bigint references evenkeel.pilots,
  add constraint quarterly_reviews_one_scope check (team_id is null or pilot_id is null),
  drop constraint quarterly_reviews_year_quarter_key;
create unique index quarterly_reviews_scope
  on evenkeel.quarterly_reviews (year, quarter, coalesce(team_id, 0), coalesce(pilot_id, 0));
