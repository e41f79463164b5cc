-- Rows of the tables that 0081 added.

insert into evenkeel.program_documents (kind, key, own, updated_by, updated_at)
  values ('course', 'handling-card-data', E'---\ntitle: Not a course any more\n---\n', '{"kind": "system", "name": "Test"}', '2027-01-05');
insert into evenkeel.program_document_versions (document_id, version, source, written_by)
  select id, 1, own, '{"kind": "system", "name": "Test"}' from evenkeel.program_documents where key = 'handling-card-data';
