-- A mail that a source has kept.
insert into evenkeel.received_mails (source_id, fingerprint) select id, sha256('1') from evenkeel.sources order by id limit 1;
