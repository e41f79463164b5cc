-- A source with a mapping that looks values up and has dropped a signal.
insert into evenkeel.lookup_tables (slug, name, csv, columns, row_count)
  values ('owners', 'Owners', E'host,team\nweb-1,shop\n', '{host,team}', 1);
insert into evenkeel.sources (slug, name, type, key_hash, key_sealed, mapping)
  values ('mapped', 'Mapped', 'generic', sha256('the key of a mapped source'::bytea), 'not sealed',
    '[{"enabled": true, "when": {"all": []}, "do": "look-up", "table": "owners", "key": "{{ labels.host }}"}]');
insert into evenkeel.source_activity (source_id, first_signal_at, last_signal_at, signal_count, dropped_count, last_dropped_at)
  select id, now(), now(), 2, 1, now() from evenkeel.sources where slug = 'mapped';
insert into evenkeel.dropped_signals (source_id, log_id, seq, at)
  select id, 1, 1, now() from evenkeel.sources where slug = 'mapped';
