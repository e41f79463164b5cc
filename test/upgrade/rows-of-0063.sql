-- Rows of the tables that 0062 and 0063 added.

insert into evenkeel.test_pages (page_id, person_id, asked_by)
  select min(p.id), (select min(id) from evenkeel.people), '{"kind":"system","name":"Evenkeel"}' from evenkeel.pages p;
insert into evenkeel.test_page_mails (person_id) select min(id) from evenkeel.people;
update evenkeel.teams set reach_rule = '{"ways": 2, "wakes": true}';
