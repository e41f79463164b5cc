-- Rows of the tables that 0055 added.

insert into evenkeel.notice_settings (person_id, kinds)
  select id, '{"weeklyDigest": {"isOn": true, "contactMethodId": null}}' from evenkeel.people order by id limit 1;

insert into evenkeel.notice_messages (id, person_id, state, finished_at) overriding system value
  select 1, id, 'sent', evenkeel.now() from evenkeel.people order by id limit 1;

insert into evenkeel.notices (id, person_id, kind, key, title, path, due_at, expires_at, message_id) overriding system value
  select 1, id, 'taskGiven', 'task 1 1', 'A task', '/incidents/1', evenkeel.now(), evenkeel.now(), 1 from evenkeel.people
  order by id limit 1;
