-- Rows of the table that 0131 added.

insert into evenkeel.alert_retirements (source_id, dedup_key, dedup_hash, title, state, note, proposed_by)
  select id, 'disk', sha256(convert_to('disk', 'UTF8')), 'Disk almost full', 'proposed', 'It resolves itself each night.', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}'
  from evenkeel.sources order by id limit 1;
