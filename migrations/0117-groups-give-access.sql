-- breaking: no
-- What groups of single sign-on gave, so that they can take it away again. An older node changes a role by hand without
-- clearing `role_by_hand`: the next sign-in then goes by the role before.
alter table evenkeel.people
  -- The role without the groups; null where `role` was given by a person.
  add column role_by_hand text check (role_by_hand in ('viewer', 'responder', 'admin'));
alter table evenkeel.team_members
  add column by_group boolean not null default false,
  add column lead_by_group boolean not null default false;
