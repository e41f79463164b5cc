import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { countMatchingAlerts, exportAlerts, listAlerts } from '../../../contract/detect/alerts.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { acknowledgeAlert } from '../../../contract/respond/alert-response.ts';

type Made = {
  title: string;
  state?: string;
  severity?: number;
  labels?: object;
  serviceId?: number;
  triggeredAt?: string;
};

/** Alerts as they are stored, in this order. */
async function insertAlerts({ db }: TestServer, alerts: Made[]): Promise<number[]> {
  const source = await insertSource(db, 'generic');
  const ids: number[] = [];
  for (const { title, state = 'triggered', severity = 3, labels = {}, serviceId, triggeredAt } of alerts) {
    const inserted = await db.query(
      `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, labels, service_id, triggered_at)
       values ($1, $2::text, sha256(convert_to($2::text, 'UTF8')), $3, $4, $2::text, $5, $6, coalesce($7::timestamptz, evenkeel.now())) returning id`,
      [source.id, title, state, severity, JSON.stringify(labels), serviceId ?? null, triggeredAt ?? null],
    );
    ids.push(inserted.rows[0].id);
  }
  return ids;
}

/** The titles of a list read page by page, `limit` rows each. */
async function titlesOf({ admin }: TestServer, query: object, limit = 2): Promise<string[]> {
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.call(listAlerts, { query: { ...query, limit, ...(cursor && { cursor }) } });
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return titles;
}

test('open alerts are listed oldest first or most severe first, page by page, each once', async () => {
  const server = await startTestServer();
  const severities = [3, 1, 5, 1, 3, 2, 1];
  await insertAlerts(
    server,
    severities.map((severity, index) => ({ title: `${index}`, severity })),
  );
  expect(await titlesOf(server, { sort: 'oldest' })).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  expect(await titlesOf(server, { sort: 'severity' })).toEqual(['6', '3', '1', '5', '4', '0', '2']);
  expect(await titlesOf(server, { sort: 'severity', severity: [1, 3] })).toEqual(['6', '3', '1', '4', '0']);
  await expect(server.admin.call(listAlerts, { query: { sort: 'severity', state: 'all' } })).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'query.sort' }],
  });
});

test('a range of time holds what was triggered from its start until just before its end, in every state', async () => {
  const server = await startTestServer();
  // Stored late: their numbers are in another order than their times.
  const hours = [12, 10, 14, 11, 13];
  await insertAlerts(
    server,
    hours.map((hour) => ({
      title: `at ${hour}`,
      state: hour === 11 ? 'triggered' : 'resolved',
      triggeredAt: `2026-05-01T${hour}:00:00.000${hour}5Z`,
    })),
  );
  const range = { triggeredFrom: '2026-05-01T10:30:00Z', triggeredBefore: '2026-05-01T14:00:00Z' };
  expect(await titlesOf(server, { ...range, state: 'all' }, 1)).toEqual(['at 13', 'at 12', 'at 11']);
  expect(await titlesOf(server, { ...range, state: 'all', sort: 'oldest' }, 1)).toEqual(['at 11', 'at 12', 'at 13']);
  expect(await titlesOf(server, range)).toEqual(['at 11']);
  expect(await titlesOf(server, { state: 'all', triggeredFrom: '2026-05-01T13:00:00+02:00' })).toEqual([
    ...['at 14', 'at 13', 'at 12', 'at 11'],
  ]);
});

test('who acknowledged, the team and labels narrow the list, and the count agrees', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const ada = await signInAs(server, 'responder', 'Ada');
  const team = await admin.call(createTeam, { body: { slug: 'web', name: 'Web' } });
  const shop = await admin.call(createService, { body: { slug: 'shop', name: 'Shop', teamId: team.id } });
  const [first] = await insertAlerts(server, [
    { title: 'Shop down', serviceId: shop.id, labels: { env: 'prod', 'a=b': 'c', host: 'web-1' } },
    { title: 'Shop slow', serviceId: shop.id, labels: { env: 'test' } },
    { title: 'Disk full', labels: { env: 'prod' } },
  ]);
  await ada.browser.call(acknowledgeAlert, { params: { id: first! } });
  const matches = async (query: object) => {
    const titles = await titlesOf(server, query);
    expect(await admin.call(countMatchingAlerts, { query })).toEqual({ count: titles.length, isComplete: true });
    return titles;
  };
  expect(await matches({ acknowledgedById: ada.id })).toEqual(['Shop down']);
  expect(await matches({ teamId: team.id })).toEqual(['Shop slow', 'Shop down']);
  expect(await matches({ label: 'env=prod' })).toEqual(['Disk full', 'Shop down']);
  expect(await matches({ label: ['env=prod', 'host'] })).toEqual(['Shop down']);
  expect(await matches({ label: "env='; drop table alerts" })).toEqual([]);
  const [item] = (await admin.call(listAlerts, { query: { acknowledgedById: ada.id } })).items;
  expect(item).toMatchObject({ acknowledgedBy: { name: 'Ada', personId: ada.id } });
});

test('an alert names the latest page it belongs to, with the number of alerts there', async () => {
  const server = await startTestServer();
  const [first, second, alone] = await insertAlerts(server, [{ title: 'a' }, { title: 'b' }, { title: 'c' }]);
  const page = async (alertIds: number[], state: string) => {
    const inserted = await server.db.query(
      `insert into pages (policy, title, severity, urgency, group_hash, alert_count, state)
       values ('{}', 'Page', 2, 'high', sha256(convert_to($1::text, 'UTF8')), $2, $3) returning id`,
      [alertIds.join(), alertIds.length, state],
    );
    const { id } = inserted.rows[0];
    await server.db.query('insert into page_alerts (page_id, alert_id) select $1, unnest($2::bigint[])', [
      id,
      alertIds,
    ]);
    return id as number;
  };
  await page([first!], 'resolved');
  const latest = await page([first!, second!], 'acknowledged');
  const { items } = await server.admin.call(listAlerts, {});
  expect(items.map(({ id, page }) => [id, page])).toEqual([
    [alone, null],
    [second, { id: latest, state: 'acknowledged', snoozedUntil: null, alertCount: 2 }],
    [first, { id: latest, state: 'acknowledged', snoozedUntil: null, alertCount: 2 }],
  ]);
});

test('the export holds every row that the filter matches, in its order, and runs no formula', async () => {
  const server = await startTestServer();
  await server.db.query(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title)
     select $1, 'k' || n, sha256(('k' || n)::bytea), 'triggered', n % 5 + 1, 'Alert ' || n from generate_series(1, 2500) n`,
    [(await insertSource(server.db, 'generic')).id],
  );
  await insertAlerts(server, [
    {
      title: '=HYPERLINK("http://evil.example","x")',
      labels: { b: 'two', a: 'one' },
      triggeredAt: '2026-05-01T10:00:00Z',
    },
    { title: 'Line\nbreak, "quoted"', state: 'resolved' },
  ]);
  const { browser } = await signInAs(server, 'viewer');
  const response = await browser.fetch(`${server.url}/api/v1/alerts.csv?sort=oldest`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="alerts.csv"');
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 2501);
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(2502);
  expect(lines.at(-1)).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(lines.at(-1)).toContain('2026-05-01T10:00:00.000Z');
  expect(lines.at(-1)).toContain('a=one; b=two');
  expect(lines[1]).toContain('Alert 1,');
  const refused = await browser.fetch(`${server.url}/api/v1/alerts.csv?sort=severity&state=all`);
  expect(refused.status).toBe(400);
  expect(exportAlerts.permission).toBe(listAlerts.permission);
});

test('counting stops at ten thousand', async () => {
  const server = await startTestServer();
  await server.db.query(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title)
     select $1, 'k' || n, sha256(('k' || n)::bytea), 'triggered', n % 5 + 1, 'Alert ' || n from generate_series(1, 20500) n`,
    [(await insertSource(server.db, 'generic')).id],
  );
  const count = (query: object) => server.admin.call(countMatchingAlerts, { query });
  expect(await count({})).toEqual({ count: 10_000, isComplete: false });
  expect((await count({ severity: 1 })).isComplete).toBe(false);
});
