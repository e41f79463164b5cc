/** The scripts that the setup of these senders shows, run as they stand, with the real curl. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { createSource, readSourceSetup } from '../../src/contract/detect/sources.ts';
import { eventually } from '../harness/eventually.ts';
import { findProgram } from '../harness/programs/find-program.ts';
import { sharedServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

const getServer = sharedServer();
const curl = findProgram('curl', 'EVENKEEL_TEST_CURL', ['/usr/bin/curl', '/usr/local/bin/curl']);
const run = promisify(execFile);

async function scriptOf(sender: string) {
  const server = await getServer();
  const source = await server.admin.call(createSource, {
    body: { slug: sender, name: sender, type: 'generic', sender },
  });
  const { steps } = await server.admin.call(readSourceSetup, { params: { id: source.id } });
  const { code } = steps.find((step) => step.title === 'Save the script')!;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-script-'));
  stopAfterTest({ stop: () => rm(folder, { recursive: true }) });
  const file = path.join(folder, 'notify');
  // The address of the setup is that of the outside.
  await writeFile(file, code!.replace(/https?:\/\/[^/']+/, server.url), { mode: 0o755 });
  const alerts = async () => {
    const { items } = await server.admin.call(listAlerts, { query: { sourceId: source.id, state: 'all' } });
    return items.map(({ title: told, state, severity }) => ({ title: told, state, severity }));
  };
  return { file, alerts };
}

test.skipIf(!curl)('a problem of Nagios is acknowledged and ends by the script that is shown for it', async () => {
  const { file, alerts } = await scriptOf('nagios');
  const notify = (state: string, kind: string, output: string) => run(file, ['db-1', 'Disk /var', state, kind, output]);
  await notify('CRITICAL', 'PROBLEM', 'DISK CRITICAL - 96% used & 4% "free"');
  const told = { title: 'Disk /var on db-1', severity: 1 };
  await eventually(async () => (await alerts()).length === 1);
  expect(await alerts()).toEqual([{ ...told, state: 'triggered' }]);
  await notify('CRITICAL', 'ACKNOWLEDGEMENT', 'DISK CRITICAL - 97% used');
  await eventually(async () => (await alerts())[0]!.state === 'acknowledged');
  await notify('OK', 'RECOVERY', 'DISK OK - 40% used');
  await eventually(async () => (await alerts())[0]!.state === 'resolved');
  await run(file, ['db-2', '', 'DOWN', 'PROBLEM', 'PING CRITICAL']);
  await eventually(async () => (await alerts()).length === 2);
});

test.skipIf(!curl)('a problem of Checkmk begins and ends by the script that is shown for it', async () => {
  const { file, alerts } = await scriptOf('checkmk');
  const notify = (more: Record<string, string>) =>
    run(file, [], {
      env: { ...process.env, NOTIFY_WHAT: 'SERVICE', NOTIFY_HOSTNAME: 'db-1', NOTIFY_SERVICEDESC: 'CPU load', ...more },
    });
  await notify({ NOTIFY_NOTIFICATIONTYPE: 'PROBLEM', NOTIFY_SERVICESTATE: 'WARN', NOTIFY_SERVICEOUTPUT: 'load 12.1' });
  await eventually(async () => (await alerts())[0]?.state === 'triggered');
  expect((await alerts())[0]).toMatchObject({ title: 'CPU load on db-1', severity: 3 });
  await notify({ NOTIFY_NOTIFICATIONTYPE: 'RECOVERY', NOTIFY_SERVICESTATE: 'OK', NOTIFY_SERVICEOUTPUT: 'load 0.3' });
  await eventually(async () => (await alerts())[0]!.state === 'resolved');
});
