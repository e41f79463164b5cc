-- What 0071 added: two people at once, and an override in the place of one of them.

update evenkeel.schedules set at_once = jsonb_build_object(definition -> 'layers' -> 0 ->> 'name', 2)
  where id = (select min(id) from evenkeel.schedules) and jsonb_array_length(definition -> 'layers') > 0;
insert into evenkeel.schedule_overrides (schedule_id, person_id, replaces_person_id, starts_at, ends_at, reason, created_by)
  select s.id, p.last, p.first, '2027-03-01 08:00:00+00', '2027-03-02 08:00:00+00', 'For one of two', '{"name":"Ada"}'
  from (select min(id) as id from evenkeel.schedules) s, (select min(id) as first, max(id) as last from evenkeel.people) p;
