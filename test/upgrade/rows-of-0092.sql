-- Rows of the tables that 0092 added.

insert into evenkeel.service_moves (service_id, moved_at, from_team_id)
  select min(id), '2026-01-01T00:00:00Z', 1 from evenkeel.services having min(id) is not null;
