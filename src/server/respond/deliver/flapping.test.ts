import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

test('a page and its message say how often an alert has opened since it was last quiet', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  const sourceId = await world.source();
  const told = () => hook.seen.map(({ body }) => JSON.parse(body).data.page.flapping ?? null);
  /** The same alert once more, that many minutes ago, for one minute; or open now. */
  const again = (minutesAgo: number | null) =>
    node.db.query(
      `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, service_id, paging, triggered_at, last_signal_at, resolved_at)
       select source_id, dedup_key, dedup_hash, case when $1::float8 is null then 'triggered' else 'resolved' end, severity, title,
         service_id, case when $1::float8 is null then 'wanted' else 'none' end,
         evenkeel.now() - make_interval(secs => coalesce($1::float8, 0) * 60), evenkeel.now(),
         evenkeel.now() - make_interval(secs => $1::float8 * 60 - 60)
       from alerts order by id limit 1`,
      [minutesAgo],
    );
  await triggerAlert(node.db, { sourceId, serviceId, severity: 2, title: 'Link down' });
  await eventually(() => hook.seen.length === 1);
  await node.db.query(
    `update alerts set state = 'resolved', triggered_at = evenkeel.now() - interval '3 hours', paging = 'none',
       resolved_at = evenkeel.now() - interval '2 hours'`,
  );
  for (const minutesAgo of [40, 30, 20, 10]) await again(minutesAgo);
  await again(null);
  await eventually(() => hook.seen.length === 2);
  expect(told()).toEqual([null, { openings: 5, since: expect.any(String) }]);
  const { items } = await node.admin.call(listPages, {});
  const flapping = async () => (await node.admin.call(getPage, { params: { id: items[0]!.id } })).alerts[0]!.flapping;
  expect(await flapping()).toMatchObject({ openings: 5 });

  await node.clock.advance('29 minutes');
  expect(await flapping()).toMatchObject({ openings: 5 });
  await node.clock.advance('2 minutes');
  expect(await flapping()).toBeNull();
});
