-- Rows of the table that 0059 added.

insert into evenkeel.service_readiness (service_id, computed_at, until, result, gaps)
  select min(id), evenkeel.now() - interval '1 hour', evenkeel.now() + interval '30 days', 'ready', '[]' from evenkeel.services;
