-- Rows of the tables that 0079 added.

insert into evenkeel.assessment_votes (assessment_id, question_id, person_id, level, comment)
  select (select min(id) from evenkeel.assessments), 'severity-declare', min(id), 4, 'Five minutes at most.' from evenkeel.people;
insert into evenkeel.assessment_questions (area, ask, created_by)
  values ('runbooks', 'Is a restore rehearsed each quarter?', '{"kind": "system", "name": "Test"}');
