-- A source that takes only what GitHub signs, with two requests that were not signed.
insert into evenkeel.sources (slug, name, type, key_hash, key_sealed)
  values ('signed-deploys', 'Deploys', 'generic', sha256('the key of deploys'::bytea), 'not sealed');
insert into evenkeel.source_verifications (source_id, rule, secrets, old_secret_until)
  select id, '{"method": "github"}', 'not sealed', now() + interval '1 day'
  from evenkeel.sources where slug = 'signed-deploys';
insert into evenkeel.source_refusals (source_id, refused_count, last_refused_at, last_reason, unverified_count,
    unverified_since, last_unverified_at, last_unverified_from)
  select id, 2, now(), 'X-Hub-Signature-256 is missing', 2, now(), now(), '192.0.2.7'
  from evenkeel.sources where slug = 'signed-deploys';
