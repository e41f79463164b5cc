-- breaking: no
-- Injects of a drill that are sent as signals, through a real source. An older node tells them and sends nothing.
alter table evenkeel.drills add column source_id bigint references evenkeel.sources on delete set null;
alter table evenkeel.drills add column consent text not null default '';
alter table evenkeel.drill_injects add column signal jsonb;
alter table evenkeel.drill_injects add column signal_problem text;
