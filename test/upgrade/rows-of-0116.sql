-- A team that has cut over.
insert into evenkeel.parallel_runs (team_id, ask_at, started_by, ended_by, ended_at)
  select min(id), evenkeel.now() + interval '14 days', '{"kind": "person", "name": "Ada"}', '{"kind": "person", "name": "Ada"}', evenkeel.now()
  from evenkeel.teams;
