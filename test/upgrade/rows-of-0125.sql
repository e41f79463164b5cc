-- A role that people made, given to somebody by a person and by a group.
insert into evenkeel.roles (slug, name, permissions) values ('schedulers', 'Schedulers', '{oncall.manage,sources.read}');
insert into evenkeel.role_grants (person_id, role_id, team_id, group_name, given_by)
  select p.id, r.id, t.id, 'sre', '{"kind": "system", "name": "Single sign-on"}'
  from evenkeel.people p, evenkeel.roles r, evenkeel.teams t where r.slug = 'schedulers' order by p.id, t.id limit 1;
insert into evenkeel.group_roles (position, group_name, role_id) select 0, 'sre', id from evenkeel.roles where slug = 'schedulers';
