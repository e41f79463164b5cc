-- Rows of the tables that 0112 added.

insert into evenkeel.sprint_calendars (effective_from, zone, sprints, origin, created_by)
  values ('2026-01-05', 'UTC', '[{"name":"Alpha","firstDate":"2026-01-05","lastDate":"2026-01-18"}]', 'csv', 'Ada');
