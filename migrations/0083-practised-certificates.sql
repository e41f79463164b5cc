-- breaking: no
-- A passed quiz may wait for the practical part of its course. An older node knows no practical part: it certifies at once.
alter table evenkeel.quiz_attempts add column awaits_practice boolean not null default false;
create index quiz_attempts_awaiting on evenkeel.quiz_attempts (id) where awaits_practice;

-- What was certified stays as it was when the course is changed. Null, and none: issued before, or by an older node.
alter table evenkeel.certificates add column course_title text;
alter table evenkeel.certificates add column practice jsonb not null default '[]';

create index schedule_shadows_person on evenkeel.schedule_shadows (person_id, ends_at);
