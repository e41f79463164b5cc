-- A removal that waits.
insert into evenkeel.personal_data_removals (person_id, texts, due_at, requested_by)
  select id, 'keep', now() + interval '7 days', '{"kind": "bootstrap", "name": "admin token"}'
  from evenkeel.people order by id desc limit 1;
