import { expect, test } from 'vitest';
import { startTestServer } from '../../test/harness/server.ts';
import { rows } from './platform/db/database.ts';

test('a rehearsal runs every statement from a signal to its message and leaves no row', async () => {
  const { server } = await startTestServer();
  const { engineDb } = server.platform;
  const count = async () =>
    (
      await rows<{ what: string; rows: number }>(
        engineDb,
        `select 'alerts' as what, count(*)::int as rows from alerts union all select 'pages', count(*)::int from pages
         union all select 'notifications', count(*)::int from notifications
         union all select 'events', count(*)::int from events where kind ~ '^(alert|page)[.]'
         union all select 'signals', (select coalesce(sum(signal_count), 0)::int from source_activity)`,
      )
    ).map(({ what, rows: number }) => [what, number]);
  await server.rehearse();
  expect(await count()).toEqual([
    ['alerts', 0],
    ['pages', 0],
    ['notifications', 0],
    ['events', 0],
    ['signals', 0],
  ]);
  // On every connection of the pool: loops take some of them in between.
  const clients = await Promise.all(Array.from({ length: engineDb.options.max }, () => engineDb.connect()));
  const planned = await Promise.all(
    clients.map((client) => rows<{ name: string }>(client, 'select name from pg_prepared_statements')),
  );
  for (const client of clients) client.release();
  expect(planned.flat().map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'append-signals',
      'move-cursor',
      'lock-latest-alerts',
      'insert-alerts',
      'update-alerts',
      'count-repeats',
      'count-activity',
      'record-events',
    ]),
  );
});
