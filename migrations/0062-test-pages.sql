-- breaking: no
-- A page that asks one person whether pages reach them. It is a page of kind 'test' like those of test alerts; what came
-- of it is read from the page itself, which is kept as the record of it.
create table evenkeel.test_pages (
  page_id bigint primary key references evenkeel.pages (id) on delete cascade,
  person_id bigint not null references evenkeel.people (id),
  asked_by jsonb not null
);
create index test_pages_of_person on evenkeel.test_pages (person_id, page_id desc);

-- A mail to somebody who has not shown for long that pages reach them.
create table evenkeel.test_page_mails (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people (id),
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz
);
create index test_page_mails_due on evenkeel.test_page_mails (due_at, id) where state in ('pending', 'sending');
create index test_page_mails_finished on evenkeel.test_page_mails (finished_at) where finished_at is not null;
create index test_page_mails_person on evenkeel.test_page_mails (person_id, created_at desc);
