-- What a sender asked for about its alert: one that was refused. Nothing that waits, or it would be carried out.
insert into evenkeel.sender_requests (alert_id, source_id, log_id, seq, request, state, outcome, finished_at)
  select id, source_id, 1, 1, '{"kind": "snooze", "until": "2026-01-01T00:00:00.000Z"}', 'refused', 'Too late', now()
  from evenkeel.alerts order by id limit 1;
