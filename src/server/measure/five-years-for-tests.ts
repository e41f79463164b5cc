/** A busy installation's five years, written straight into the rows: for measuring how long measuring takes. */
import { type Queryable, run } from '../platform/db/database.ts';

/** `count` incidents, one after the other over five years up to `now()`, every fourth with a postmortem. */
export async function insertFiveYears(db: Queryable, count: number): Promise<void> {
  await run(db, `insert into teams (slug, name) select 'team-' || n, 'Team ' || n from generate_series(1, 10) n`);
  await run(
    db,
    `insert into services (slug, name, team_id)
     select 'service-' || n, 'Service ' || n, (select id from teams where slug = 'team-' || (n % 10 + 1))
     from generate_series(1, 40) n`,
  );
  await run(
    db,
    `insert into incidents (id, title, severity, peak_severity, kind, lifecycle, is_false_alarm, found_by, declared_by,
       impact_started_at, detected_at, alerted_at, acknowledged_at, declared_at, mitigated_at, resolved_at, closed_at)
     select n, 'Incident ' || n, 1 + n % 5, 1 + n % 5, case when n % 20 = 0 then 'drill' else 'real' end, 'closed',
       n % 33 = 0, case when n % 7 = 0 then 'customer' else 'machine' end, '{"kind":"system","name":"Evenkeel"}',
       t, t + make_interval(secs => n::bigint * 7919 % 900), t + make_interval(secs => 1000), t + make_interval(secs => 1000 + n * 31 % 700),
       t + make_interval(secs => 1800), t + make_interval(secs => 3600 + n::bigint * 104729 % 20000),
       t + make_interval(secs => 7200 + n::bigint * 15485863 % 90000), t + make_interval(secs => 200000)
     from (select n, evenkeel.now() - make_interval(days => 5) - (interval '1825 days' * ($1 - n) / $1) as t
           from generate_series(1, $1::int) n) s`,
    [count],
  );
  await run(
    db,
    `insert into incident_services (incident_id, service_id)
     select i.id, s.id from incidents i join services s on s.slug = 'service-' || (i.id % 40 + 1)`,
  );
  await run(
    db,
    `insert into postmortems (incident_id, form, state, is_required, reasons, due_at, completed_at, markdown, finding_count)
     select id, 'full', 'completed', true, '[]', resolved_at + interval '5 days', resolved_at + make_interval(days => (id % 8)::int),
       repeat('Words. ', 300), 0
     from incidents where id % 4 = 0 and kind = 'real'`,
  );
  await run(
    db,
    `insert into recurrences (incident_id, earlier_incident_id, state, score, reasons)
     select id, id - 1000, case when id % 2 = 0 then 'confirmed' else 'suggested' end, 50, '[]'
     from incidents where id > 1000 and id % 10 = 0`,
  );
  for (const table of ['incidents', 'incident_services', 'postmortems', 'recurrences'])
    await run(db, `analyze ${table}`);
}
