import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import {
  decideRetirement,
  listAlertRetirements,
  listNoisyAlerts,
  proposeRetirement,
} from '../../../contract/measure/noisy-alerts.ts';
import type { Database } from '../../platform/db/database.ts';
import { triggerAlert, worldOf } from '../../respond/pages/world-for-tests.ts';

/** A page of an alert with this key that reached somebody, and ended by itself after `minutes`. */
async function pageOf(db: Database, { key, sourceId, personId, at, minutes, feedback = null }: Paged): Promise<void> {
  const alertId = await triggerAlert(db, { sourceId, serviceId: null, title: `Title of ${key}` });
  await db.query(
    `update alerts set dedup_key = $2, dedup_hash = sha256(convert_to($2, 'UTF8')), state = 'resolved', paging = 'settled',
       triggered_at = $3, resolved_at = $3::timestamptz + make_interval(mins => $4), resolved_by = '{"kind":"source"}' where id = $1`,
    [alertId, key, at, minutes],
  );
  const page = await db.query<{ id: number }>(
    `insert into pages (policy, title, severity, urgency, kind, group_hash, state, opened_at, resolved_at, feedback)
     values ('{}', 'Page', 2, 'high', 'real', gen_random_uuid()::text::bytea, 'resolved', $1, $1, $2) returning id`,
    [at, feedback],
  );
  const pageId = page.rows[0]!.id;
  await db.query('insert into page_alerts (page_id, alert_id) values ($1, $2)', [pageId, alertId]);
  await db.query(
    `insert into notifications (page_key, page_id, generation, round, step_index, person_id, severity, state, due_at, sent_at)
     values (gen_random_uuid(), $1, 1, 0, 0, $2, 2, 'sent', $3, $3)`,
    [pageId, personId, at],
  );
}

type Paged = {
  key: string;
  sourceId: number;
  personId: number;
  at: string;
  minutes: number;
  feedback?: string | null;
};

async function noisyWorld() {
  const server = await startTestServer();
  await server.clock.set('2026-03-10T12:00:00Z');
  const { id: personId } = await worldThrough(server).personByMail('Ada', 'Asia/Tokyo');
  const sourceId = await worldOf(server).source();
  const paged = (key: string, at: string, minutes: number, feedback?: string) =>
    pageOf(server.db, { key, sourceId, personId, at, minutes, feedback: feedback ?? null });
  // 15:00 UTC is midnight in Tokyo.
  await paged('disk', '2026-03-01T15:00:00Z', 4, 'nothing_to_do');
  await paged('disk', '2026-03-02T15:00:00Z', 6, 'acted');
  await paged('disk', '2026-03-03T03:00:00Z', 20);
  await paged('queue', '2026-03-04T03:00:00Z', 60);
  return { server, sourceId, paged };
}

test('what paged most is first, with its nights by the clock of those whom it reached, its feedback, and how it ended by itself', async () => {
  const { server, sourceId } = await noisyWorld();
  const { items, ...rest } = await server.admin.call(listNoisyAlerts, { query: {} });
  expect(rest).toMatchObject({ pages: 4, answered: 2, isCut: false });
  expect(items).toMatchObject([
    {
      ...{ name: 'Title of disk', dedupKey: 'disk', pages: 3, nightPages: 2, answered: 2, acted: 1 },
      ...{ alerts: 3, endedByItself: 3, medianSecondsToEnd: 360, retirement: null },
    },
    { dedupKey: 'queue', pages: 1, nightPages: 0, answered: 0, medianSecondsToEnd: 3600 },
  ]);
  const by = async (group: 'source' | 'route' | 'service') =>
    (await server.admin.call(listNoisyAlerts, { query: { by: group } })).items.map(({ name, source, pages }) => [
      source?.id ?? name,
      pages,
    ]);
  expect([await by('source'), await by('route'), await by('service')]).toEqual([
    [[sourceId, 4]],
    [['No route', 4]],
    [['No service', 4]],
  ]);
});

test('a proposal is remembered with its owner, its decision and the pages since, and can be made again', async () => {
  const { server, sourceId, paged } = await noisyWorld();
  const { admin } = server;
  const body = { sourceId, dedupKey: 'disk', note: 'It ends by itself.', dueAt: '2026-03-20T00:00:00Z' };
  await expect(admin.call(proposeRetirement, { body: { ...body, dedupKey: 'none' } })).rejects.toMatchObject({
    code: 'not_found',
  });
  const made = await admin.call(proposeRetirement, { body });
  expect(made).toMatchObject({ title: 'Title of disk', state: 'proposed', pagesSince: 0, isOverdue: false });
  await expect(admin.call(proposeRetirement, { body })).rejects.toMatchObject({ code: 'state_conflict' });
  const params = { id: made.id };
  await expect(admin.call(decideRetirement, { params, body: { state: 'kept' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await admin.call(decideRetirement, { params, body: { state: 'retired' } });
  await server.clock.advance('2 days');
  await paged('disk', '2026-03-12T03:00:00Z', 5);
  const [item] = (await admin.call(listNoisyAlerts, { query: {} })).items;
  expect(item!.retirement).toMatchObject({ state: 'retired', pagesSince: 1, decidedBy: { name: 'Admin token' } });
  await admin.call(decideRetirement, { params, body: { state: 'kept', note: 'It saved us once.' } });
  expect((await admin.call(listAlertRetirements, { query: {} })).items).toMatchObject([
    { state: 'kept', note: 'It saved us once.', pagesSince: 0 },
  ]);
  expect(await admin.call(proposeRetirement, { body })).toMatchObject({
    id: made.id,
    state: 'proposed',
    decidedAt: null,
  });
  const events = await server.db.query("select kind from events where kind like 'alertRetirement.%' order by id");
  expect(events.rows.map(({ kind }) => kind.split('.')[1])).toEqual(['proposed', 'decided', 'decided', 'proposed']);
});
