-- breaking: no
-- When a quarterly review is held.
create table evenkeel.review_meetings (
  review_id bigint primary key references evenkeel.quarterly_reviews on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text,
  -- Of the calendar entry; rises with every change that is sent.
  sequence int not null default 0,
  canceled_at timestamptz,
  version int not null default 1,
  check (starts_at < ends_at)
);

create table evenkeel.review_invitations (
  id bigint generated always as identity primary key,
  review_id bigint not null references evenkeel.quarterly_reviews on delete cascade,
  -- Somebody with an account, or an address outside.
  person_id bigint references evenkeel.people,
  email text,
  name text not null,
  department text not null default '',
  answer text check (answer in ('yes', 'no')),
  answered_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default evenkeel.now(),
  check ((person_id is null) <> (email is null))
);
create unique index review_invitations_person on evenkeel.review_invitations (review_id, person_id)
  where person_id is not null and revoked_at is null;
create unique index review_invitations_email on evenkeel.review_invitations (review_id, email)
  where email is not null and revoked_at is null;
create index review_invitations_of_person on evenkeel.review_invitations (person_id);

-- Mails with a calendar entry. The outbox of respond sends them.
create table evenkeel.review_mails (
  id bigint generated always as identity primary key,
  invitation_id bigint not null references evenkeel.review_invitations on delete cascade,
  kind text not null check (kind in ('request', 'cancel')),
  sequence int not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create index review_mails_due on evenkeel.review_mails (due_at, id) where state in ('pending', 'sending');
create index review_mails_finished on evenkeel.review_mails (finished_at) where finished_at is not null;
create index review_mails_invitation on evenkeel.review_mails (invitation_id, id);
