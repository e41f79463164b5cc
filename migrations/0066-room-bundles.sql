-- breaking: no
-- Chat rooms are told of many pages in one post, as people are. A room is known by its provider, channel and address,
-- whatever a policy calls it; its key lies below every other id, so that it can stand where that of a contact method does.
create function evenkeel.room_key(chat_room jsonb) returns bigint
  language sql immutable strict parallel safe
  return -4611686018427387904 - (jsonb_hash_extended(chat_room - 'name', 0) & 4611686018427387903);
create index notifications_room_told on evenkeel.notifications (evenkeel.room_key(chat_room), sent_at)
  where chat_room is not null and sent_at is not null;
create index notifications_room_waiting on evenkeel.notifications (evenkeel.room_key(chat_room), due_at)
  where chat_room is not null and state = 'pending';
