-- Rows of the tables that 0065 added.

insert into evenkeel.calendars (id, person_id, name, title_words, last_read_at, item_count)
  overriding system value
  select 1, min(id), 'Vacation', '{vacation}', evenkeel.now(), 1 from evenkeel.people;

insert into evenkeel.calendars (id, team_id, name, last_read_at, item_count)
  overriding system value
  select 2, min(id), 'Public holidays', evenkeel.now(), 1 from evenkeel.teams;

insert into evenkeel.absences (person_id, starts_at, ends_at, note, calendar_id)
  select person_id, '2027-02-01 08:00:00+00', '2027-02-05 08:00:00+00', 'Skiing', 1 from evenkeel.calendars where id = 1;

insert into evenkeel.holidays (calendar_id, date, name) values (2, '2027-01-01', 'New Year');
