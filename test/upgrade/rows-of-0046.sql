-- Rows of the tables that 0046 added.

insert into evenkeel.views (id, list, name, search, owner_id) overriding system value
  select 1, 'alerts', 'Severe', 'severity=1', min(id) from evenkeel.people;

insert into evenkeel.default_views (person_id, list, view_id)
  select owner_id, list, id from evenkeel.views;
