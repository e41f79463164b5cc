-- breaking: no
-- Versions for what is edited in forms and had none: whoever saves says which version they saw.
alter table evenkeel.people add column notification_rules_version int not null default 1;
alter table evenkeel.timeline_events add column version int not null default 1;
