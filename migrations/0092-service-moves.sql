-- breaking: no
-- Which team a service had until it moved: what happened before stays with that team.
create table evenkeel.service_moves (
  service_id bigint not null references evenkeel.services on delete cascade,
  moved_at timestamptz not null,
  from_team_id bigint,
  primary key (service_id, moved_at)
);

insert into evenkeel.service_moves (service_id, moved_at, from_team_id)
select e.subject_id, e.at, (e.data->'before'->>'teamId')::bigint
from evenkeel.events e join evenkeel.services s on s.id = e.subject_id
where e.subject_kind = 'service' and e.kind = 'service.updated' and e.data->'before' ? 'teamId'
  and e.data->'before'->>'teamId' is distinct from e.data->'after'->>'teamId'
on conflict do nothing;

-- A trigger, so that moves by an older node are kept too.
create function evenkeel.keep_service_move() returns trigger language plpgsql as $$
begin
  insert into evenkeel.service_moves (service_id, moved_at, from_team_id) values (old.id, evenkeel.now(), old.team_id)
  on conflict do nothing;
  return null;
end $$;
create trigger services_moved after update on evenkeel.services for each row
  when (old.team_id is distinct from new.team_id) execute function evenkeel.keep_service_move();
