-- Somebody whom an identity provider manages, and its group with them.
insert into evenkeel.scim_people (person_id, user_name, external_id)
  select id, 'grace@corp.example', '00u1' from evenkeel.people order by id limit 1;
insert into evenkeel.scim_groups (display_name, external_id) values ('sre', '00g1');
insert into evenkeel.scim_group_members (group_id, person_id) select g.id, p.person_id from evenkeel.scim_groups g, evenkeel.scim_people p;
