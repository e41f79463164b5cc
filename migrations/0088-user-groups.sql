-- breaking: no
-- Groups of a chat whose members are those on call. An older node leaves them as they are.
create table evenkeel.schedule_user_groups (
  id bigint generated always as identity primary key,
  schedule_id bigint not null references evenkeel.schedules on delete cascade,
  provider_id bigint not null references evenkeel.providers on delete cascade,
  group_id text not null,
  created_by text not null,
  created_at timestamptz not null default evenkeel.now(),
  -- Of the accounts that were set last, to tell whether they have changed.
  members_hash bytea,
  set_at timestamptz,
  -- On call now, without an account that is linked.
  unlinked_ids bigint[] not null default '{}',
  failing_since timestamptz,
  problem text,
  due_at timestamptz not null default evenkeel.now(),
  unique (provider_id, group_id)
);
create index schedule_user_groups_schedule on evenkeel.schedule_user_groups (schedule_id, id);
create index schedule_user_groups_due on evenkeel.schedule_user_groups (due_at);
