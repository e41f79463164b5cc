-- breaking: no
-- Overrides that were made together as one rota bear its number; those that somebody made by themselves bear none.
create sequence evenkeel.rota_ids as bigint;
alter table evenkeel.schedule_overrides add column rota_id bigint;
