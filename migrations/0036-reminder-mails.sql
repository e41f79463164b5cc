-- breaking: no
-- Reminders of incidents wait here in the transaction of the clock that ran out, so that a crash loses none.
create table evenkeel.reminder_mails (
  id bigint generated always as identity primary key,
  incident_id bigint not null references evenkeel.incidents,
  -- The clock, and the time it ran out at: it reminds a person once.
  timer text not null,
  timer_due_at timestamptz not null,
  person_id bigint not null references evenkeel.people,
  subject text not null,
  text text not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz,
  unique (incident_id, timer, timer_due_at, person_id)
);
create index reminder_mails_due on evenkeel.reminder_mails (due_at, id) where state in ('pending', 'sending');
create index reminder_mails_finished on evenkeel.reminder_mails (finished_at) where finished_at is not null;
create index reminder_mails_person on evenkeel.reminder_mails (person_id);
