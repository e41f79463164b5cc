-- Rows of the tables that 0130 added.

insert into evenkeel.playbook_versions (id, note, sections, published_by) values (1, 'The first',
  '[{"key": "roles", "title": "Roles", "markdown": "### Incident commander"}]', '{"kind": "bootstrap", "name": "bootstrap token"}');
insert into evenkeel.playbook_confirmations (version_id, person_id)
  select 1, id from evenkeel.people order by id limit 1;
