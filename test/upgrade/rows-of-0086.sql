-- Rows of the tables that 0086 added.

insert into evenkeel.thread_lines (notification_id, event_id, text, due_at)
  select min(id), 1, 'Acknowledged by Ada.', '2027-01-05' from evenkeel.notifications having min(id) is not null;
