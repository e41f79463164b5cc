-- breaking: no
-- An acknowledged page that opens again by itself at this time.
alter table evenkeel.pages add column snoozed_until timestamptz;
create index pages_snoozed on evenkeel.pages (snoozed_until) where state = 'acknowledged' and snoozed_until is not null;
