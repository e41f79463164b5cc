-- breaking: no
-- A person whom a page notified and who said that they cannot take it is left out until the escalation starts anew.
alter table evenkeel.pages add column declined_by bigint[] not null default '{}';

-- Somebody who was added to a page is paged by a page of their own, which ends with the first one.
alter table evenkeel.pages add column responder_of bigint references evenkeel.pages (id) on delete set null;
alter table evenkeel.pages add column added_by jsonb;
-- Acknowledging one acknowledges the other.
alter table evenkeel.pages add column acknowledges_together boolean not null default false;
create index pages_responders on evenkeel.pages (responder_of) where responder_of is not null;
