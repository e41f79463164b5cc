-- The first incident came from elsewhere.
insert into evenkeel.incident_imports (source, file_name, state, settings, imported_count, started_by, finished_at)
  values ('opsgenie', 'incidents.json', 'finished', '{"zone": "Europe/Berlin"}', 1, '{"kind": "person", "name": "Ada"}', evenkeel.now());
insert into evenkeel.imported_incidents (incident_id, import_id, source, external_id)
  select min(i.id), (select max(id) from evenkeel.incident_imports), 'opsgenie', 'a-1' from evenkeel.incidents i;
