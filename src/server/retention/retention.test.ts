import { expect, test } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { startTestServer } from '../../../test/harness/server.ts';
import { insertSource } from '../../../test/harness/sources.ts';
import { examineInstallation } from '../../contract/platform/doctor.ts';
import { previewRetention, readRetention, updateRetention } from '../../contract/platform/retention.ts';

test('what is chosen goes before the setting of the server, removes what the preview counted, and can be given back', async () => {
  const server = await startTestServer();
  const { admin, db, clock } = server;
  const { id, key } = await insertSource(db, 'generic');
  for (const title of ['one', 'two', 'three']) {
    const body = JSON.stringify({ title });
    await fetch(`${server.url}/in/${key}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  const count = async () =>
    (await db.query<{ n: number }>('select count(*)::int as n from signals where source_id = $1', [id])).rows[0]!.n;
  const alerts = async () => (await db.query('select from alerts where source_id = $1', [id])).rowCount;
  await eventually(async () => (await alerts()) === 3);
  await clock.advance('20 days');

  const before = await admin.call(readRetention, {});
  expect(before).toMatchObject({ signalDays: null, historyDays: null, usual: { signalDays: 30, historyDays: 400 } });
  expect(before.items.map(({ kind, days }) => [kind, days])).toEqual([
    ['signals', 30],
    ['history', 400],
    ['alerts', null],
    ['events', null],
    ['deliveries', 30],
    ['securityEvents', 90],
    ['rest', null],
  ]);
  expect(before.items.every(({ bytes }) => bytes > 0)).toBe(true);
  const preview = (signalDays: number) => admin.call(previewRetention, { query: { signalDays, historyDays: 400 } });
  expect(await preview(30)).toMatchObject({ signals: 0, pages: 0 });
  expect(await preview(10)).toMatchObject({ signals: 3 });
  expect(await count()).toBe(3);

  const chosen = await admin.call(
    updateRetention,
    { body: { signalDays: 10, historyDays: null } },
    { ifMatch: before.version },
  );
  expect(chosen.items.find(({ kind }) => kind === 'signals')!.days).toBe(10);
  const checks = (await admin.call(examineInstallation, {})).items;
  expect(checks.find(({ check }) => check === 'retention')!.sentence).toContain('10 days');
  await eventually(async () => (await count()) === 0, 20_000);
  expect(await alerts()).toBe(3);

  const given = await admin.call(
    updateRetention,
    { body: { signalDays: null, historyDays: null } },
    { ifMatch: chosen.version },
  );
  expect(given.items.find(({ kind }) => kind === 'signals')!.days).toBe(30);
  const events = await db.query("select data from events where kind = 'retention.updated' order by id");
  expect(events.rows.map(({ data }) => data.after.signalDays)).toEqual([10, null]);
});

test('every table that is named has a kind of data, so that nothing is counted under another', async () => {
  const server = await startTestServer();
  const { items } = await server.admin.call(readRetention, {});
  const found = await server.db.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c
     where c.relkind = 'r' and c.relnamespace in ('evenkeel'::regnamespace, 'auth'::regnamespace)`,
  );
  const sum = items.reduce((total, { bytes }) => total + bytes, 0);
  // Autovacuum and what the server writes meanwhile move the figure by a few pages.
  expect(Math.abs(sum - Number(found.rows[0]!.bytes))).toBeLessThan(2_000_000);
});
