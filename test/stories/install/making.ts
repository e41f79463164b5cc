/** What the tests of every way to install share: the packages are made, and what was started pages somebody. */
import { chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import type { App } from '../../harness/programs/app-process.ts';
import { run } from '../../harness/programs/run.ts';
import { startReceiver } from '../../harness/receiver.ts';
import { stopAfterTest } from '../../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../../harness/world.ts';

type AsUser = { dataDir: string; command: string[] };

/** Nobody, who has a name everywhere, and somebody who has none. */
export const nobody = 65_534;
export const nameless = 61_234;

/** A folder that goes with the test. Whoever runs what is in it may be another user. */
export async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-installed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await run('chmod', ['755', folder]);
  return folder;
}

/** Makes the forms of the product, e.g. `tarball`, in a folder. @returns the paths of what was made */
export async function makePackages(folder: string, ...forms: string[]): Promise<string[]> {
  await run(process.execPath, ['bin/package.mjs', folder, `--only=${forms.join(',')}`]);
  return (await readdir(folder)).map((name) => path.join(folder, name));
}

/** A new data folder of a user, and the command run as that user; where tests are not run by root, as oneself. */
export async function asUser(uid: number, folder: string, command: string[]): Promise<AsUser> {
  const dataDir = path.join(folder, `data of ${uid}`);
  await mkdir(dataDir, { mode: 0o700 });
  if (process.getuid?.() !== 0) return { dataDir, command };
  await chown(dataDir, uid, uid);
  return { dataDir, command: ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...command] };
}

/** Sets up everything from nobody to an alert that is paged by webhook. */
export async function pageSomebody(app: App, title: string): Promise<void> {
  const receiver = stopAfterTest(await startReceiver());
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))]);
  await sendEvent(source, { key: title });
  await eventually(() => receiver.pages().some((page) => page.title === title));
}
