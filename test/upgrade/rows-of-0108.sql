-- Rows of the tables that 0150 added.

insert into evenkeel.sandboxes (person_ids) values ('{1}');
insert into evenkeel.sandbox_signals (source_id, dedup_hash, sandbox_id)
  select o.id, sha256(convert_to('evenkeel-drill-1-Disk', 'UTF8')), s.id
  from evenkeel.sources o, evenkeel.sandboxes s order by o.id, s.id limit 1;
