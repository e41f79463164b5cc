-- Rows of the table that 0077 added.

insert into evenkeel.removed_calendars (id, team_id, calendar, absences, holidays)
  select 3, id, '{"id": 3, "name": "Old holidays", "title_words": []}', '[]', '[{"calendar_id": 3, "date": "2027-01-06", "name": "Epiphany"}]'
  from evenkeel.teams order by id limit 1;
