-- breaking: no
-- What is due for one contact method within its window goes out as one message; its first page gives the bundle its id.
alter table evenkeel.notifications add column bundle_id bigint;
create index notifications_bundle on evenkeel.notifications (bundle_id) where bundle_id is not null;
-- What a contact method was told lately, and what waits for it.
create index notifications_told on evenkeel.notifications (contact_method_id, sent_at) where sent_at is not null;
create index notifications_waiting on evenkeel.notifications (contact_method_id, due_at) where state = 'pending';
