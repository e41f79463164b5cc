-- breaking: no
-- Who of a team leads it. An older node adds members who do not, and leaves the others as they are.
alter table evenkeel.team_members add column is_lead boolean not null default false;
