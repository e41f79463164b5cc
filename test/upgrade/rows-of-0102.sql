-- Rows of the tables that 0122 added; the feed has its row from the migration.

insert into evenkeel.drill_series (name, scenario_keys, rhythm, first_at, time_zone)
  values ('Monthly tabletop', '{disk-full}', 'monthly', '2027-01-12 10:00', 'Europe/Berlin');
