import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { countMatchingPages, listPages } from '../../../contract/respond/pages/page.ts';

/** Resolved pages, which nobody works on while the test looks. */
async function insertPages({ db }: TestServer, pages: { title: string; urgency?: string; by?: number; at: string }[]) {
  for (const { title, urgency = 'high', by, at } of pages) {
    await db.query(
      `insert into pages (policy, title, severity, urgency, group_hash, state, opened_at, acknowledged_by)
       values ('{"steps": []}', $1::text, 2, $2, sha256(convert_to($1::text, 'UTF8')), 'resolved', $3, $4)`,
      [title, urgency, at, by ? JSON.stringify({ kind: 'person', personId: by, name: 'Ada' }) : null],
    );
  }
}

test('pages are narrowed by who acknowledged, urgency, title and time, counted, ordered and exported alike', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  await insertPages(server, [
    { title: 'Disk 100% full', at: '2026-05-01T10:00:00Z', by: ada.id },
    { title: '+cmd|Latency', at: '2026-05-01T11:00:00Z', urgency: 'low' },
    { title: 'Disk slow', at: '2026-05-01T12:00:00Z' },
  ]);
  const titles = async (query: object) => {
    const { items } = await server.admin.call(listPages, { query });
    const { sort: _, ...filter } = query as { sort?: string };
    expect(await server.admin.call(countMatchingPages, { query: filter })).toEqual({
      count: items.length,
      isComplete: true,
    });
    return items.map(({ title }) => title);
  };
  expect(await titles({ acknowledgedById: ada.id })).toEqual(['Disk 100% full']);
  expect(await titles({ urgency: 'low' })).toEqual(['+cmd|Latency']);
  expect(await titles({ text: 'disk' })).toEqual(['Disk slow', 'Disk 100% full']);
  expect(await titles({ text: '0% F', sort: 'oldest' })).toEqual(['Disk 100% full']);
  expect(await titles({ openedFrom: '2026-05-01T11:00:00Z', openedBefore: '2026-05-01T12:00:00Z' })).toEqual([
    '+cmd|Latency',
  ]);
  const first = await server.admin.call(listPages, { query: { sort: 'oldest', limit: 2 } });
  const rest = await server.admin.call(listPages, { query: { sort: 'oldest', limit: 2, cursor: first.nextCursor! } });
  expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual([
    ...['Disk 100% full', '+cmd|Latency', 'Disk slow'],
  ]);

  const csv = await (await ada.browser.fetch(`${server.url}/api/v1/pages.csv?sort=oldest`)).text();
  expect(csv.split('\r\n')).toHaveLength(5);
  expect(csv).toContain(",'+cmd|Latency,");
  expect(csv).toContain(',2026-05-01T10:00:00.000Z,');
});
