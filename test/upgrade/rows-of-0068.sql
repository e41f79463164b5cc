-- Rows of the tables that 0068 added.

insert into evenkeel.handoff_notes (id, schedule_id, author_id, text)
  overriding system value
  select 1, s.id, p.id, 'The **disk** of db-2 fills up.'
  from (select min(id) as id from evenkeel.schedules) s, (select min(id) as id from evenkeel.people) p;

insert into evenkeel.handoff_note_reads (note_id, person_id) select 1, max(id) from evenkeel.people;
