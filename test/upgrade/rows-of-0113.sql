-- A key of an earlier tool, on the first source.
insert into evenkeel.source_keys (source_id, name, key_hash)
  select min(id), 'Opsgenie', sha256('a key of an earlier tool'::bytea) from evenkeel.sources;
