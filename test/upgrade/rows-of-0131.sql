-- A source that tells its sender: one call that waits, a silence that stands, and a failure.
update evenkeel.sources set close_back = '{"kind": "alertmanager", "url": "http://127.0.0.1:9093", "silenceMinutes": 60}'
  where id = (select source_id from evenkeel.alerts order by id limit 1);
insert into evenkeel.close_back_calls (source_id, alert_id, event_id, action, by_name)
  select source_id, id, 1, 'acknowledge', 'Ada' from evenkeel.alerts order by id limit 1;
insert into evenkeel.close_back_silences (alert_id, source_id, silence_id, ends_at)
  select id, source_id, 'a-silence', now() + interval '1 hour' from evenkeel.alerts order by id limit 1;
insert into evenkeel.close_back_status (source_id, failing_since, last_outcome, last_outcome_at)
  select source_id, now(), 'it answered 503', now() from evenkeel.alerts order by id limit 1;
