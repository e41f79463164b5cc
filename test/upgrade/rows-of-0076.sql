-- What 0076 added: a page that was merged into another one, what later joins it, and how it was done.

update evenkeel.pages set merged_into = (select min(id) from evenkeel.pages)
  where id = (select max(id) from evenkeel.pages where state = 'resolved') and id > (select min(id) from evenkeel.pages);
insert into evenkeel.merged_keys (key_hash, page_id) select sha256('a key'), min(id) from evenkeel.pages;
insert into evenkeel.regroupings (kind, page_id, earlier, left_as, done_by)
  select 'split', p.id, jsonb_build_object('pageState', 'open', 'groupKey', null, 'keys', '[]'::jsonb),
    jsonb_build_object('page', jsonb_build_object('id', p.id, 'state', 'open', 'generation', 1, 'severity', 1, 'alertCount', 1), 'alerts', '[]'::jsonb),
    '{"kind": "system", "name": "Evenkeel"}'
  from (select min(id) as id from evenkeel.pages) p;
