-- A key that was used before it was replaced.
insert into evenkeel.source_key_uses (key_hash, source_id, last_used_at)
  select sha256('replaced'), id, now() from evenkeel.sources order by id limit 1;
