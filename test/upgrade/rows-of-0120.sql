-- A check that fails, with what it found, on a source of its own; a node that was refuted once.
insert into evenkeel.sources (slug, name, type, key_hash, key_sealed)
  values ('shop-answers', 'The shop answers', 'check', sha256('the key of a check'::bytea), 'not sealed');
insert into evenkeel.checks (source_id, target, interval_seconds, timeout_seconds, severity, state, state_since, overdue_at)
  select id, '{"kind": "tcp", "host": "shop.example", "port": 443}', 60, 10, 2, 'down', now(), now() + interval '1 hour'
  from evenkeel.sources where slug = 'shop-answers';
insert into evenkeel.check_results (source_id, outcome, duration_ms, detail, node)
  select source_id, 'failed', null, 'The connection was refused', 'first' from evenkeel.checks;
insert into evenkeel.check_changes (source_id, state, detail)
  select source_id, 'down', 'The connection was refused' from evenkeel.checks;
insert into evenkeel.check_nodes (node_id, name, refuted) values (1, 'first', 1);
