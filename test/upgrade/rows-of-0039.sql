-- Rows of the tables that 0039 added.

insert into evenkeel.providers (id, kind, name, settings, hint, countries) overriding system value values
  (1, 'ntfy', 'Our ntfy', 's1.fdf79be7e28a.sealed under a key that is lost', 'ntfy.example.org', '{}');

insert into evenkeel.inbound_messages (provider_id, key) values (1, 'message 1');

update evenkeel.notifications set sent_through = 1, reference = '{"id": "1"}', delivered_at = finished_at where id = 2293;
