-- breaking: no
-- The first hour: browsers that ring while Evenkeel is open in them, and the next steps that somebody does not want.

-- What waits for an open tab, or was shown there. Short-lived: the record of the delivery is the notification.
create table evenkeel.tab_messages (
  id bigint generated always as identity primary key,
  -- What the browser calls itself: 122 random bits that it made and keeps.
  browser_id uuid not null,
  payload jsonb not null,
  created_at timestamptz not null default evenkeel.now(),
  -- After this nobody waits for it any more.
  expires_at timestamptz not null,
  shown_at timestamptz
);
create index tab_messages_waiting on evenkeel.tab_messages (browser_id, id) where shown_at is null;
create index tab_messages_age on evenkeel.tab_messages (created_at);

create table evenkeel.dismissed_steps (
  person_id bigint not null references evenkeel.people on delete cascade,
  step text not null,
  dismissed_at timestamptz not null default evenkeel.now(),
  primary key (person_id, step)
);
