-- Rows of the tables that 0097 added.

insert into evenkeel.digests (id, person_id, parts, rhythm, at_minute, time_zone, due_at) overriding system value
  select 7, id, '{measures}', 'monthly', 540, 'UTC', evenkeel.now() from evenkeel.people order by id limit 1;

insert into evenkeel.digest_issues (id, digest_id, person_id, subject, sections, state, finished_at) overriding system value
  select 1, 7, id, 'Monthly digest: 1 Oct to 31 Oct', '[{"title": "Measures", "lines": ["Incidents declared: none."]}]', 'sent',
    evenkeel.now() from evenkeel.people order by id limit 1;
