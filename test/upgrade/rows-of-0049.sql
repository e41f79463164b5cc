-- Rows of the tables that 0048 and 0049 added.

insert into evenkeel.cover_requests (id, schedule_id, person_id, starts_at, ends_at, reason)
  overriding system value
  select 1, s.id, p.id, '2027-01-04 08:00:00+00', '2027-01-05 08:00:00+00', 'Wedding'
  from (select min(id) as id from evenkeel.schedules) s, (select min(id) as id from evenkeel.people) p;

insert into evenkeel.cover_request_people (request_id, person_id)
  select 1, max(id) from evenkeel.people;

insert into evenkeel.cover_mails (request_id, person_id, kind)
  select 1, max(id), 'asked' from evenkeel.people;

insert into evenkeel.absences (person_id, starts_at, ends_at, note)
  select min(id), '2027-01-04 08:00:00+00', '2027-01-08 08:00:00+00', 'Vacation' from evenkeel.people;
