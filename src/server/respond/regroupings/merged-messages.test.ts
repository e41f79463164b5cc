import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { takeOutdated } from '../deliver/updates-store.ts';
import { acknowledgePage } from '../pages/actions.ts';
import { openWaitingPages } from '../pages/opening/open-waiting.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';
import { mergeAlerts } from './actions.ts';

test('a message about a merged page stays as it is while the page that goes on is open, and changes when that is acknowledged', async () => {
  const { db } = await createTestDatabase();
  const world = worldOf({ db } as never);
  const ctx = { db, actor: { kind: 'bootstrap', name: 'Grace' } as const };
  const ada = await world.person('Ada');
  await world.insert(
    `insert into contact_methods (person_id, channel, label, settings, hint, verified_at)
     values ($1, 'webhook', '', '', '', evenkeel.now())`,
    [ada],
  );
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  const sourceId = await world.source();
  const alertIds = [];
  for (const title of ['Disk full', 'Latency']) {
    alertIds.push(await triggerAlert(db, { sourceId, serviceId, title }));
    await openWaitingPages(db, false);
  }
  await db.query("update notifications set state = 'sent', sent_at = evenkeel.now(), reference = '{}'");
  const { pageId, endedPageIds } = await mergeAlerts(ctx, alertIds);
  expect(await takeOutdated(db)).toEqual([]);
  await acknowledgePage(ctx, pageId);
  const changed = await takeOutdated(db);
  expect(changed.map(({ pageId: id, pageState, byName, title }) => [id, pageState, byName, title]).sort()).toEqual([
    [pageId, 'acknowledged', 'Grace', 'Disk full'],
    [endedPageIds[0], 'acknowledged', 'Grace', 'Latency'],
  ]);
});
