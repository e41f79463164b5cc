/** A busy installation's year on call, written straight into the rows: for measuring how long measuring takes. */
import type { Client } from '../../../client/client.ts';
import { createPerson } from '../../../contract/directory/people.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { createSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { type Database, run } from '../../platform/db/database.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney'];

/** Six schedules of five people each, by day, and 29,000 pages of a year that reached two people each. */
export async function insertYearOfPages(db: Database, { call }: Client): Promise<void> {
  const people: number[] = [];
  for (let place = 0; place < 30; place += 1) {
    const timeZone = zones[place % zones.length]!;
    const body = { email: `load-${place}@example.org`, name: `Load ${place}`, role: 'responder' as const, timeZone };
    people.push((await call(createPerson, { body })).id);
  }
  for (let team = 0; team < 6; team += 1) {
    const participants = people.slice(team * 5, team * 5 + 5);
    const named = { slug: `load-${team}`, name: `Load ${team}` };
    const { id: teamId } = await call(createTeam, { body: { ...named, memberIds: participants } });
    const rotation = { unit: 'day' as const, every: 1, handoffTime: '09:00' };
    const definition = { layers: [{ name: 'Days', participants, startsOn: '2020-01-01', rotation }] };
    await call(createSchedule, { body: { ...named, timeZone: 'Europe/Berlin', teamId, definition } });
  }
  await run(db, `update schedule_versions set in_force_from = in_force_from - interval '500 days'`);
  await run(
    db,
    `insert into pages (policy, title, severity, urgency, kind, group_hash, state, opened_at, resolved_at, service_id, feedback,
       feedback_by, feedback_at)
     select '{"steps":[]}', 'Page ' || n, 2, 'high', 'real', sha256(convert_to('load-' || n, 'UTF8')), 'resolved', t, t,
       (select id from services where slug = 'service-' || (n % 40 + 1)), case when n % 3 = 0 then 'acted' end,
       case when n % 3 = 0 then '{"kind":"system","name":"Evenkeel"}'::jsonb end, case when n % 3 = 0 then t end
     from (select n, evenkeel.now() - make_interval(secs => n * 1080) as t from generate_series(1, 29000) n) s`,
  );
  await run(
    db,
    `insert into notifications (page_key, page_id, generation, round, step_index, person_id, severity, state, due_at, sent_at)
     select gen_random_uuid(), p.id, 1, 0, step, ($1::bigint[])[1 + (p.id + step * 7) % 30], 2, 'sent', p.opened_at,
       p.opened_at + make_interval(secs => 5 + 300 * step)
     from pages p, generate_series(0, 1) step where p.title like 'Page %'`,
    [people],
  );
  for (const table of ['pages', 'notifications']) await run(db, `vacuum (analyze) ${table}`);
}
