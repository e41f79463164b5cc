import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import * as contract from '../../../contract/detect/alerts.ts';
import { listChanges } from '../../../contract/detect/changes.ts';

type TestSource = { id: number; key: string };

async function send({ url }: TestServer, { key }: TestSource, body: object) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/in/${key}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(202);
}

/** Waits until a source has this many alerts in these states. */
async function alertsOf({ admin }: TestServer, source: TestSource, count: number, state: 'open' | 'all' = 'open') {
  return eventually(async () => {
    const { items } = await admin.call(contract.listAlerts, { query: { sourceId: source.id, state } });
    return items.length === count ? items : null;
  });
}

/** Writes resolved and open alerts straight into the rows: `count` of them, every `openEvery`-th open. */
async function insertAlerts({ db }: TestServer, source: TestSource, count: number, openEvery: number) {
  await db.query(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, labels, resolved_at)
     select $1, 'k' || n, sha256(('k' || n)::bytea), case when n % $3 = 0 then 'triggered' else 'resolved' end,
       n % 5 + 1, 'Alert number ' || n, '{}', case when n % $3 = 0 then null else evenkeel.now() end
     from generate_series(1, $2::int) n`,
    [source.id, count, openEvery],
  );
}

test('open alerts are listed newest first, and filters by state, severity and text work together', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const source = await insertSource(server.db, 'generic');
  await send(server, source, { title: '100% full_disk', severity: 'critical', dedup_key: 'a' });
  await alertsOf(server, source, 1);
  await send(server, source, { title: 'Slow answers', severity: 'warning', dedup_key: 'b' });
  await alertsOf(server, source, 2);
  await send(server, source, { title: 'FULL queue', severity: 'critical', dedup_key: 'c' });
  await alertsOf(server, source, 3);
  await send(server, source, { title: 'Slow answers', dedup_key: 'b', state: 'resolved' });
  expect((await alertsOf(server, source, 2)).map(({ title }) => title)).toEqual(['FULL queue', '100% full_disk']);

  const titles = async (query: object) => {
    const { items } = await admin.call(contract.listAlerts, { query: { sourceId: source.id, state: 'all', ...query } });
    return items.map(({ title }) => title);
  };
  expect(await titles({})).toEqual(['FULL queue', 'Slow answers', '100% full_disk']);
  expect(await titles({ state: 'resolved' })).toEqual(['Slow answers']);
  expect(await titles({ severity: 3 })).toEqual(['Slow answers']);
  expect(await titles({ severity: [1, 3] })).toHaveLength(3);
  expect(await titles({ text: 'full' })).toEqual(['FULL queue', '100% full_disk']);
  expect(await titles({ text: '100%' })).toEqual(['100% full_disk']);
  expect(await titles({ text: '%f_ll' })).toEqual([]);
  expect(await titles({ text: "'; drop table alerts; --" })).toEqual([]);
  expect(await titles({ serviceId: 4711 })).toEqual([]);
});

test('a narrow filter over many alerts is read page by page to the end, each alert once', async () => {
  const server = await startTestServer();
  const source = await insertSource(server.db, 'generic');
  await insertAlerts(server, source, 50_000, 10);
  const query = { sourceId: source.id, state: 'all' as const, text: 'number 1000' };
  const found: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await server.admin.call(contract.listAlerts, { query: cursor ? { ...query, cursor } : query });
    found.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
    pages += 1;
  } while (cursor);
  const expected = ['Alert number 1000', ...Array.from({ length: 10 }, (_, n) => `Alert number 1000${n}`)];
  expect(found.toSorted()).toEqual(expected.toSorted());
  expect(pages).toBeGreaterThan(1);
});

test('open alerts are counted by state, severity and suppression', async () => {
  const server = await startTestServer();
  const source = await insertSource(server.db, 'generic');
  await insertAlerts(server, source, 100, 10);
  const { items, isComplete } = await server.admin.call(contract.countAlerts, {});
  expect(isComplete).toBe(true);
  expect(items).toContainEqual({ state: 'triggered', severity: 1, isSuppressed: false, count: 10 });
});

test('an alert tells its story: signals, events, earlier alerts and the changes before it', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const service = await server.db.query("insert into services (slug, name) values ('shop', 'Shop') returning id");
  const serviceId: number = service.rows[0].id;
  const source = await insertSource(server.db, 'generic', { serviceId });
  const elsewhere = await insertSource(server.db, 'generic', {
    serviceId: (await server.db.query("insert into services (slug, name) values ('x', 'X') returning id")).rows[0].id,
  });
  await send(server, source, { title: 'Deployed 1.2.3', state: 'deployed' });
  await send(server, elsewhere, { title: 'Deployed elsewhere', state: 'deployed' });
  await eventually(async () => (await admin.call(listChanges, {})).items.length === 2);
  const changesOf = async (...of: number[]) =>
    (await admin.call(listChanges, { query: { serviceId: of } })).items.map(({ title }) => title);
  expect(await changesOf(serviceId)).toEqual(['Deployed 1.2.3']);
  expect((await changesOf(serviceId, serviceId + 1)).sort()).toEqual(['Deployed 1.2.3', 'Deployed elsewhere']);
  for (const state of ['firing', 'resolved', 'firing']) {
    await send(server, source, { title: 'Cart <b>broken</b>', dedup_key: 'cart', state });
    await send(server, source, { title: 'Noise', dedup_key: 'noise', state: 'firing' });
    await eventually(async () => {
      const behind = await server.db.query(
        'select 1 from signals s join signal_cursors c on c.log_id = s.log_id where s.seq > c.absorbed_seq',
      );
      return behind.rowCount === 0;
    });
  }
  const [alert] = (await alertsOf(server, source, 3, 'all')).filter(({ title }) => title.startsWith('Cart'));
  await send(server, source, { title: 'Cart <b>broken</b>', dedup_key: 'cart', state: 'firing', severity: 'critical' });
  const params = { id: alert!.id };
  const story = await eventually(async () => {
    const read = await admin.call(contract.getAlert, { params });
    return read.signalCount === 2 ? read : null;
  });
  expect(story).toMatchObject({ dedupKey: 'cart', serviceName: 'Shop', severity: 1 });
  expect(story.events.map(({ kind }) => kind).slice(0, 1)).toEqual(['alert.triggered']);
  expect(story.events.map(({ kind }) => kind)).toContain('alert.severityRaised');
  expect(story.earlier.count).toBe(1);
  expect(story.earlier.items[0]).toMatchObject({ state: 'resolved', resolvedBy: { kind: 'source' } });
  expect(story.changes.map(({ title }) => title)).toEqual(['Deployed 1.2.3']);

  const { items } = await admin.call(contract.listAlertSignals, { params });
  expect(items.map(({ signal }) => [signal.title, signal.severity])).toEqual([
    ['Cart <b>broken</b>', 1],
    ['Cart <b>broken</b>', null],
  ]);
  await expect(admin.call(contract.getAlert, { params: { id: 4711 } })).rejects.toMatchObject({ code: 'not_found' });
});

test('changes are listed newest first, by source, service and time', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const one = await insertSource(server.db, 'generic');
  const other = await insertSource(server.db, 'generic');
  for (const title of ['first', 'second', 'third']) {
    await send(server, title === 'second' ? other : one, { title, state: 'deployed' });
    await eventually(async () => (await admin.call(listChanges, {})).items[0]?.title === title);
  }
  const first = await admin.call(listChanges, { query: { limit: 2 } });
  const second = await admin.call(listChanges, { query: { limit: 2, cursor: first.nextCursor! } });
  expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(['third', 'second', 'first']);
  const ofOther = await admin.call(listChanges, { query: { sourceId: other.id } });
  expect(ofOther.items.map(({ title }) => title)).toEqual(['second']);
  const until = await admin.call(listChanges, { query: { until: first.items[1]!.at } });
  expect(until.items.map(({ title }) => title)).toEqual(['first']);
});
