-- Rows of the table that 0111 added.

insert into evenkeel.sandbox_kept (sandbox_id, way, name, title)
  select id, 'outgoing-webhook', 'Chat bot', 'incident.declared: Drill: The disk is full' from evenkeel.sandboxes order by id limit 1;
