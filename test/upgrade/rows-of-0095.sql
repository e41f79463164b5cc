-- Rows of the tables that 0095 added.

insert into evenkeel.incident_visits (incident_id, person_id)
  select (select min(id) from evenkeel.incidents), min(id) from evenkeel.people
  having min(id) is not null and exists (select from evenkeel.incidents);

insert into evenkeel.incident_credits (incident_id, currency, low, high, note)
  select min(id), 'EUR', 10000, 20000, 'SLA credits' from evenkeel.incidents having min(id) is not null;
