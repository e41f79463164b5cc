-- Whose sprints a digest follows; null: those of the organisation. An older node goes by the organisation's first calendar.
alter table digests add column sprint_team_id bigint references teams on delete set null;
create index digests_sprint_team on digests (sprint_team_id) where sprint_team_id is not null;
