-- Rows of the table that 0069 added.

insert into evenkeel.schedule_shadows (schedule_id, person_id, starts_at, ends_at, created_by)
  select s.id, p.id, '2027-02-01 08:00:00+00', '2027-02-15 08:00:00+00', 'Ada'
  from (select min(id) as id from evenkeel.schedules) s, (select max(id) as id from evenkeel.people) p;
