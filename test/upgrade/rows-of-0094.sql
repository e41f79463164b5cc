-- Rows of the tables that 0094 added.

insert into evenkeel.drill_people (drill_id, person_id, part, role)
  select d.id, p.id, 'player', 'scribe' from (select min(id) as id from evenkeel.drills) d, (select min(id) as id from evenkeel.people) p
  where d.id is not null and p.id is not null;
insert into evenkeel.drill_notes (drill_id, person_id, at_second, text)
  select d.id, p.id, 61, 'Nobody said who commands.' from (select min(id) as id from evenkeel.drills) d, (select min(id) as id from evenkeel.people) p
  where d.id is not null and p.id is not null;
