-- breaking: no
-- Who gets the monthly letter of a plan, and what the next one adds.
create table evenkeel.sponsor_letter_settings (
  pilot_id bigint primary key references evenkeel.pilots on delete cascade,
  -- Somebody with an account, or a name with an address outside.
  person_id bigint references evenkeel.people,
  name text,
  email text,
  -- Rises with each address, so that a link to an earlier one confirms nothing.
  generation int not null default 1,
  asked_at timestamptz,
  confirmed_at timestamptz,
  stopped_at timestamptz,
  is_on boolean not null default false,
  note text not null default '',
  question text,
  options text[] not null default '{}',
  -- Who asks for the decision, and is told of it.
  asked_by bigint references evenkeel.people,
  due_at timestamptz not null,
  -- Until when it rests because the letter could not be put together.
  rests_until timestamptz,
  version int not null default 1,
  check (person_id is null or email is null),
  check ((question is null) = (cardinality(options) = 0))
);
create index sponsor_letter_settings_due on evenkeel.sponsor_letter_settings (due_at) where is_on;
create index sponsor_letter_settings_person on evenkeel.sponsor_letter_settings (person_id);
create index sponsor_letter_settings_asked_by on evenkeel.sponsor_letter_settings (asked_by);

-- Letters as they were sent.
create table evenkeel.sponsor_letters (
  id bigint generated always as identity primary key,
  pilot_id bigint not null references evenkeel.pilots on delete cascade,
  -- When it was to go out: of one moment there is one.
  wanted_at timestamptz not null,
  subject text not null,
  sections jsonb not null,
  note text not null,
  question text,
  options text[] not null default '{}',
  asked_by bigint references evenkeel.people,
  person_id bigint references evenkeel.people,
  recipient_name text not null,
  -- Null for somebody with an account.
  email text,
  -- Of the settings when it was sent.
  generation int not null,
  sent_at timestamptz not null default evenkeel.now(),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  reminded_at timestamptz,
  decided_at timestamptz,
  decision text,
  decision_words text not null default '',
  unique (pilot_id, wanted_at),
  check ((decided_at is null) = (decision is null))
);
create index sponsor_letters_undecided on evenkeel.sponsor_letters (sent_at)
  where question is not null and decided_at is null and withdrawn_at is null and reminded_at is null;
create index sponsor_letters_person on evenkeel.sponsor_letters (person_id);
create index sponsor_letters_asked_by on evenkeel.sponsor_letters (asked_by);

-- Mails to sponsors. The outbox of respond sends them.
create table evenkeel.sponsor_mails (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('address', 'letter', 'reminder')),
  pilot_id bigint not null references evenkeel.pilots on delete cascade,
  -- Null for the mail that asks to confirm an address.
  letter_id bigint references evenkeel.sponsor_letters on delete cascade,
  -- Of the address that is asked.
  generation int not null default 0,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create index sponsor_mails_due on evenkeel.sponsor_mails (due_at, id) where state in ('pending', 'sending');
create index sponsor_mails_finished on evenkeel.sponsor_mails (finished_at) where finished_at is not null;
create index sponsor_mails_letter on evenkeel.sponsor_mails (letter_id);
create index sponsor_mails_pilot on evenkeel.sponsor_mails (pilot_id);
