-- breaking: no
-- Figures and open work that go to a person or a chat room regularly.
create table evenkeel.digests (
  id bigint generated always as identity primary key,
  -- Who set it up, and who gets it unless it goes to a chat room.
  person_id bigint not null references evenkeel.people on delete cascade,
  -- Null for the e-mail address of the account.
  contact_method_id bigint references evenkeel.contact_methods on delete set null,
  chat_room jsonb,
  parts text[] not null check (cardinality(parts) > 0),
  -- Null for the whole organisation.
  team_id bigint references evenkeel.teams on delete cascade,
  rhythm text not null check (rhythm in ('weekly', 'monthly', 'sprint')),
  -- 1 is Monday; only a weekly digest asks for it.
  weekday int not null default 1 check (weekday between 1 and 7),
  at_minute int not null check (at_minute between 0 and 1439),
  time_zone text not null,
  paused_at timestamptz,
  -- When it goes out next.
  due_at timestamptz not null,
  -- Until when it rests because it could not be put together.
  rests_until timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index digests_due on evenkeel.digests (due_at) where paused_at is null;
create index digests_person on evenkeel.digests (person_id, id);
create index digests_method on evenkeel.digests (contact_method_id);
create index digests_team on evenkeel.digests (team_id);

-- What went out, word for word. The outbox of respond sends it.
create table evenkeel.digest_issues (
  id bigint generated always as identity primary key,
  -- Null for one that somebody sent to themselves to try it.
  digest_id bigint references evenkeel.digests on delete cascade,
  person_id bigint not null references evenkeel.people on delete cascade,
  -- When it was to go out: of one moment there is one.
  wanted_at timestamptz not null default evenkeel.now(),
  subject text not null,
  sections jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'void')),
  due_at timestamptz not null default evenkeel.now(),
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  outcome text,
  created_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz,
  unique (digest_id, wanted_at)
);
create index digest_issues_due on evenkeel.digest_issues (due_at, id) where state in ('pending', 'sending');
create index digest_issues_finished on evenkeel.digest_issues (finished_at) where finished_at is not null;
create index digest_issues_person on evenkeel.digest_issues (person_id);

-- Whoever had the weekly digest of notices has a digest of their own work, on Mondays at nine as before.
insert into evenkeel.digests (person_id, contact_method_id, parts, rhythm, weekday, at_minute, time_zone, due_at)
select s.person_id, m.id, '{your-work}', 'weekly', 1, 540, p.time_zone,
  (date_trunc('week', evenkeel.now() at time zone p.time_zone) + interval '7 days 9 hours') at time zone p.time_zone
from evenkeel.notice_settings s join evenkeel.people p on p.id = s.person_id
left join evenkeel.contact_methods m on m.id = (s.kinds->'weeklyDigest'->>'contactMethodId')::bigint and m.person_id = p.id
where s.kinds->'weeklyDigest'->>'isOn' = 'true';
