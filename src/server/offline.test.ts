import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../test/harness/database.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { makeQuickFolder } from '../../test/harness/quick-folder.ts';
import { startTestServer, testSecretKey } from '../../test/harness/server.ts';
import { applyConfiguration, exportConfiguration } from '../contract/platform/configuration.ts';
import { listEscalationPolicies } from '../contract/respond/escalation-policies.ts';
import { getPage, listPages } from '../contract/respond/pages/page.ts';
import { createPage, unacknowledgePage } from '../contract/respond/pages/responses.ts';
import { readPagingAudit } from '../contract/respond/watchdog.ts';
import { readConfig } from './config.ts';
import { world } from './configuration/world-for-tests.ts';
import { backUpTo, planUpgrade, restoreFrom } from './offline.ts';
import { rows, run } from './platform/db/database.ts';
import { startEmbedded } from './platform/db/embedded.ts';

test('A restored installation has everything, pages nobody for what was open, and pages anew when asked to', async () => {
  const first = await startTestServer();
  // In a week of Ada's, the only one who can be reached.
  await first.clock.set('2026-03-04T12:00:00Z');
  await first.admin.call(applyConfiguration, { body: { document: world() } });
  const [policy] = (await first.admin.call(listEscalationPolicies, {})).items;
  const body = { target: { kind: 'policy', id: policy!.id }, title: 'Checkout is down' } as const;
  const page = await first.admin.call(createPage, { body });
  await eventually(async () => (await first.admin.call(getPage, { params: { id: page.id } })).notifications.length > 0);
  await run(
    first.db,
    `with one as (insert into subscribers (email, confirmed_at) values ('kay@example.org', evenkeel.now()) returning id)
     insert into subscriber_mails (subscriber_id, kind, due_at)
     select id, 'known', evenkeel.now() + interval '1 hour' from one`,
  );
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel offline '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'world.backup');
  const optionsFor = (databaseUrl: string) => ({
    config: readConfig({
      EVENKEEL_DATABASE_URL: databaseUrl,
      EVENKEEL_DATA_DIR: path.join(folder, 'data'),
      EVENKEEL_SECRET_KEY: testSecretKey,
    }),
    home: path.resolve('.'),
    version: 'test',
    log: pino({ level: 'silent' }),
  });
  const summary = await backUpTo(file, optionsFor(first.databaseUrl));
  expect(summary.bytes).toBeGreaterThan(1000);

  const database = await createTestDatabase();
  const restored = await restoreFrom(file, { ...optionsFor(database.databaseUrl), acceptOtherKey: false });
  // What Evenkeel reports on itself meanwhile may stand among them.
  expect(restored.notes).toEqual(
    expect.arrayContaining([
      `Not paged again: page ${page.id}, Checkout is down`,
      'Waiting e-mails to status page subscribers, which will not be sent: 1.',
    ]),
  );

  await database.clock.set('2026-03-04T12:05:00Z');
  const second = await startTestServer({ database });
  expect((await second.admin.call(exportConfiguration, { query: { secrets: 'true' } })).document).toMatchObject(
    world(),
  );
  await second.clock.advance('2 hours');
  await eventually(async () => (await second.admin.call(readPagingAudit, {})).isClean);
  const after = await second.admin.call(getPage, { params: { id: page.id } });
  expect(after).toMatchObject({
    state: 'acknowledged',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'restored' })]),
  });
  expect(after.notifications.map(({ state }) => state)).not.toContain('pending');
  expect((await second.admin.call(listPages, { query: { state: 'open' } })).items).toEqual([]);

  expect(await rows(second.db, 'select state, outcome, attempts from subscriber_mails')).toEqual([
    { state: 'void', outcome: 'restored', attempts: 0 },
  ]);

  const before = after.notifications.length;
  await second.admin.call(unacknowledgePage, { params: { id: page.id } });
  await eventually(
    async () => (await second.admin.call(getPage, { params: { id: page.id } })).notifications.length > before,
  );
});

test('what works beside a running server finds its database where the data folder is reached by a link', async () => {
  const folder = await makeQuickFolder('evenkeel offline ');
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'data'), log: pino({ level: 'silent' }) });
  onTestFinished(async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  symlinkSync('data', path.join(folder, 'link'));
  const config = readConfig({ EVENKEEL_DATA_DIR: path.join(folder, 'link'), EVENKEEL_SECRET_KEY: testSecretKey });
  const options = { config, home: path.resolve('.'), version: 'test', log: pino({ level: 'silent' }) };
  expect((await planUpgrade(options)).items.length).toBeGreaterThan(80);
});
