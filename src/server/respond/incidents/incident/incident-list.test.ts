import { expect, test } from 'vitest';
import { signInAs } from '../../../../../test/harness/people.ts';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { declareIncident } from '../../../../contract/respond/incidents/changes.ts';
import { countMatchingIncidents, listIncidents } from '../../../../contract/respond/incidents/incident.ts';

test('incidents come oldest first or most severe first, page by page, and are counted and exported alike', async () => {
  const server = await startTestServer();
  const { admin } = server;
  for (const severity of [3, 1, 2, 1] as const) {
    await admin.call(declareIncident, { body: { title: `@SEV${severity}`, severity, kind: 'drill' } });
  }
  const keys = async (sort: 'oldest' | 'severity') => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.call(listIncidents, { query: { sort, limit: 3, ...(cursor && { cursor }) } });
      found.push(...page.items.map(({ key }) => key));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return found;
  };
  expect(await keys('oldest')).toEqual(['INC-1', 'INC-2', 'INC-3', 'INC-4']);
  expect(await keys('severity')).toEqual(['INC-4', 'INC-2', 'INC-3', 'INC-1']);
  expect(await admin.call(countMatchingIncidents, { query: { severity: 1 } })).toEqual({ count: 2, isComplete: true });
  const { browser } = await signInAs(server, 'viewer');
  const csv = await (await browser.fetch(`${server.url}/api/v1/incidents.csv?severity=1&sort=oldest`)).text();
  const [header, first, second, end] = csv.split('\r\n');
  expect(header).toMatch(/^incident,title,severity,.*,impact_started_at,.*,closed_at,found_by$/);
  expect(first).toMatch(/^INC-2,'@SEV1,SEV1,/);
  expect(second).toMatch(/^INC-4,/);
  expect(end).toBe('');
});
