-- breaking: no
-- What an identity provider says by SCIM, beside what the directory itself knows. An older node reads none of it.
create table evenkeel.scim_people (
  person_id bigint primary key references evenkeel.people on delete cascade,
  -- As the provider spells it; mostly the address.
  user_name text not null check (length(user_name) between 1 and 254),
  external_id text check (length(external_id) between 1 and 255),
  given_name text check (length(given_name) between 1 and 120),
  family_name text check (length(family_name) between 1 and 120),
  -- The provider deleted them: it sees them again once they are enabled.
  is_deleted boolean not null default false
);
create unique index scim_people_user_name on evenkeel.scim_people (lower(user_name));
create index scim_people_external_id on evenkeel.scim_people (external_id) where external_id is not null;

create table evenkeel.scim_groups (
  id bigint generated always as identity primary key,
  display_name text not null check (length(display_name) between 1 and 255),
  external_id text check (length(external_id) between 1 and 255),
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  updated_at timestamptz not null default evenkeel.now()
);
create unique index scim_groups_display_name on evenkeel.scim_groups (lower(display_name));
create index scim_groups_external_id on evenkeel.scim_groups (external_id) where external_id is not null;

create table evenkeel.scim_group_members (
  group_id bigint not null references evenkeel.scim_groups on delete cascade,
  person_id bigint not null references evenkeel.people on delete cascade,
  primary key (group_id, person_id)
);
create index scim_group_members_person on evenkeel.scim_group_members (person_id);
