-- breaking: no
-- A step of a policy also posts to rooms of chats. Such a notification has no person and its channel is `chat-room`, which
-- no node of an earlier version sends.
alter table evenkeel.notifications alter column person_id drop not null;
alter table evenkeel.notifications add column chat_room jsonb;
alter table evenkeel.notifications add constraint notifications_receiver
  check ((person_id is null) = (chat_room is not null)) not valid;
