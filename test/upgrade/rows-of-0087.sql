-- Rows of the table that 0087 added.

insert into evenkeel.refreshed_questions (person_id, course_key, question_id, box, answered_at)
  select id, 'on-call-responder', 'acknowledge', 3, '2027-02-01' from evenkeel.people order by id limit 1;
