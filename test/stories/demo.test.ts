/** The demo as a visitor finds it, and as the product's own watchers do. */
import { expect, test } from 'vitest';
import { countAlerts } from '../../src/contract/alerts.ts';
import { listIncidents } from '../../src/contract/incidents.ts';
import { readPagingAudit } from '../../src/contract/paging-audit.ts';
import { readSession } from '../../src/contract/session.ts';
import { signInWithLink } from '../../src/contract/sign-in-link.ts';
import { openBrowser } from '../harness/browser.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startDemo } from '../harness/demo.ts';

const timeout = 400_000;

test('the demo holds what it promises, nothing in it is wrong, and nothing is left to send', { timeout }, async () => {
  const demo = await startDemo();
  const { admin, db } = demo;
  const { items } = await admin.call(listIncidents, { query: { limit: 100 } });
  const count = (kind: string) => items.filter((incident) => incident.kind === kind).length;
  expect([items.length, count('real'), count('drill'), count('test'), count('imported')]).toEqual([40, 33, 3, 2, 2]);
  expect(items.filter(({ lifecycle }) => lifecycle === 'active')).toMatchObject([
    { id: 40, commander: { name: 'Idris Bello' } },
  ]);
  const { items: open } = await admin.call(countAlerts, {});
  expect(open.reduce((sum, one) => sum + one.count, 0)).toBeGreaterThan(5);

  const { findings } = await admin.call(readPagingAudit, {});
  expect(findings.filter(({ weight }) => weight === 'fault')).toEqual([]);
  const waiting = await db.query(
    `select (select count(*)::int from subscriber_mails where state in ('pending', 'sending')) as mails,
       (select count(*)::int from notifications where state in ('pending', 'sending')
          and created_at < evenkeel.now() - interval '5 minutes') as pages,
       (select count(*)::int from contact_methods where channel <> 'email') as other_ways,
       pg_get_functiondef('evenkeel.now'::regproc) like '%statement_timestamp()%' as clock_is_back`,
  );
  expect(waiting.rows).toEqual([{ mails: 0, pages: 0, other_ways: 0, clock_is_back: true }]);

  const browser = openBrowser(demo.url);
  const token = demo.enterUrl.split('#')[1]!;
  await browser.call(signInWithLink, { body: { token } });
  expect(await browser.call(readSession, {})).toMatchObject({
    person: { name: 'Mara Lindqvist', role: 'admin' },
    demo: { madeAt: expect.any(String) },
  });
  await expect(openBrowser(demo.url).call(signInWithLink, { body: { token } })).rejects.toMatchObject({
    code: 'link_not_valid',
  });
});

test('a database with real people in it is refused', async () => {
  const database = await createTestDatabase();
  await database.db.query(`insert into people (email, name) values ('ada@example.org', 'Ada')`);
  await expect(startDemo({ database })).rejects.toThrow('real data');
});
