import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

/** A disk of its own for this test, or null where only an administrator of the machine could make one. */
function smallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'evenkeel-test', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

test('while the disk is full senders are told to come back; once there is room everything accepted is paged, exactly once', async (context) => {
  const disk = smallDisk(160);
  if (disk === null) return context.skip('this user may not mount a file system');
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp({ folder: disk }));
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const accepted: string[] = [];
  const send = async (key: string) => {
    const status = await sendEvent(source, { key, title: `${key} ${'long '.repeat(100)}` });
    if (status === 202) accepted.push(key);
    return status;
  };
  expect(await send('before')).toBe(202);

  const ballast = path.join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  expect(() => writeFileSync(ballast, Buffer.alloc((bavail + 1) * bsize))).toThrow('ENOSPC');
  const refusals: number[] = [];
  for (let index = 0; refusals.length < 5; index += 1) {
    const status = await send(`during ${index}`);
    if (status !== 202) refusals.push(status);
  }
  expect(new Set(refusals)).toEqual(new Set([503]));
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);

  rmSync(ballast);
  await eventually(async () => (await send('after')) === 202, 30_000);
  const keysOf = (titles: string[]) => titles.map((title) => title.split(' long')[0]!).toSorted();
  await eventually(() => receiver.pages().length >= accepted.length, 60_000);
  expect(keysOf(receiver.pages().map(({ title }) => title))).toEqual(accepted.toSorted());
  const { items } = await app.admin.call(listAlerts, { query: { sourceId: source.id, limit: 100 } });
  expect(keysOf(items.map(({ title }) => title))).toEqual(accepted.toSorted());
}, 180_000);
