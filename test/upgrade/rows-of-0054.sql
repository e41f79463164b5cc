-- Rows of the tables that 0054 added.

insert into evenkeel.outgoing_webhooks (id, name, settings, hint, kinds) overriding system value values
  (1, 'Chat bot', 's1.fdf79be7e28a.sealed under a key that is lost', 'bot.example.org', '{incident}');

insert into evenkeel.outgoing_deliveries (id, webhook_id, event_id, kind, subject_kind, subject_id, message_id, body, state, finished_at)
  overriding system value values
  (1, 1, 1, 'incident.declared', 'incident', 1, 'evt_1_0', '{}', 'delivered', evenkeel.now());

insert into evenkeel.outgoing_attempts (delivery_id, status, response, duration_ms) values (1, 200, 'ok', 12);
