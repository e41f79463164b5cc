-- Rows of the table that 0093 added.

insert into evenkeel.protocols (key, own, updated_by) values ('late-shift',
  '{"name": "Late shift", "items": [{"id": "wake", "phase": "declare", "text": "Wake somebody", "by": "commander", "dueMinutes": 5}]}',
  '{"kind": "bootstrap", "name": "bootstrap token"}');
