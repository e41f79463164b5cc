-- breaking: no
-- What a team asks of the contact methods of each member: {"ways": 2, "wakes": true}; null asks nothing.
alter table evenkeel.teams add column reach_rule jsonb;
