-- Rows of the tables that 0044 and 0045 added.

insert into evenkeel.postmortem_comments (id, incident_id, thread_id, section, body, author, resolved_at, resolved_by) overriding system value values
  (1, 38, null, 'Impact', 'Did support hear of it first?', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', null, null),
  (2, 38, 1, 'Impact', 'Yes, twenty minutes before us.', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', null, null),
  (3, 38, null, 'Timeline', 'When did the mails stop?', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', '2026-11-28 10:00:00+00', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}');

insert into evenkeel.postmortem_presence (incident_id, person_id, section) values (38, 1, 'Impact');
