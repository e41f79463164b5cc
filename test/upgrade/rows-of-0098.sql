-- Rows of the tables that 0110 added, and of the columns.

insert into evenkeel.roll_outs (name, time_zone, pilot_id)
  select 'Everybody', 'Europe/Berlin', min(id) from evenkeel.pilots having min(id) is not null;

update evenkeel.pilot_milestones set started_at = '2026-10-20 08:00:00+00', blocked_at = '2026-10-21 08:00:00+00',
  blocked_reason = 'Waits for the vendor' where key = 'goals';

insert into evenkeel.pilot_milestone_dependencies (pilot_id, milestone_key, waits_for_key)
  select a.pilot_id, 'plan', 'goals' from evenkeel.pilot_milestones a join evenkeel.pilot_milestones b
    on b.pilot_id = a.pilot_id and b.key = 'goals' where a.key = 'plan';

insert into evenkeel.pilot_risks (pilot_id, title, likelihood, impact, response)
  select min(id), 'Peak season begins', 'high', 'medium', 'No drills in December' from evenkeel.pilots having min(id) is not null;
