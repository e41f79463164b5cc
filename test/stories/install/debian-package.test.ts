import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startApp } from '../../harness/programs/app-process.ts';
import { findProgram } from '../../harness/programs/find-program.ts';
import { run } from '../../harness/programs/run.ts';
import { stopAfterTest } from '../../harness/stop-after-test.ts';
import { asUser, folderOfTest, makePackages, nobody, pageSomebody } from './making.ts';

const dpkg = findProgram('dpkg', 'EVENKEEL_TEST_DPKG', ['/usr/bin/dpkg']);
const analyze = findProgram('systemd-analyze', 'EVENKEEL_TEST_SYSTEMD_ANALYZE', ['/usr/bin/systemd-analyze']);
const canInstall = dpkg !== null && process.getuid?.() === 0;
if (dpkg !== null && !canInstall) console.warn('SKIPPING the installation of a Debian package: only root can do it.');

const service = 'packaging/evenkeel.service';

test.runIf(canInstall)(
  'the Debian package installs without starting anything, its service pages somebody as another user, and its removal keeps the data and the key',
  async () => {
    const folder = await folderOfTest();
    const deb = (await makePackages(folder, 'deb')).find((name) => name.endsWith('.deb'))!;
    const inside = (await run('dpkg-deb', ['--contents', deb])).stdout;
    expect(inside).toMatch(/^-rw-r----- root\/root .* [.]\/etc\/evenkeel\/evenkeel[.]env$/m);
    expect(inside).toMatch(/ [.]\/usr\/bin\/evenkeel -> \/opt\/evenkeel\/bin\/evenkeel$/m);
    expect(inside.split('\n').filter((line) => line && !/ root\/root /.test(line))).toEqual([]);

    const { root, inRoot } = await emptySystem(folder);
    const installed = await inRoot('--install', deb);
    expect(installed.stdout).toContain('Evenkeel is installed and not started.');
    const key = path.join(root, 'etc/evenkeel/secret.key');
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    const madeKey = await readFile(key, 'utf8');
    expect(Buffer.from(madeKey, 'base64').length).toBe(32);

    // What systemd does: the command of the service, its environment, and its copy of the key for the user.
    const unit = await readFile(path.join(root, 'usr/lib/systemd/system/evenkeel.service'), 'utf8');
    // Else systemd would end the PostgreSQL inside at the same moment as whoever still works with it.
    expect(unit).toMatch(/^KillMode=mixed$/m);
    const [program, ...words] = /^ExecStart=(.*)$/m.exec(unit)![1]!.split(' ');
    const { dataDir, command } = await asUser(nobody, folder, [path.join(root, program!), ...words]);
    const credentials = path.join(folder, 'credentials');
    await mkdir(credentials);
    await run('install', ['-m', '0400', '-o', String(nobody), key, path.join(credentials, 'secret-key')]);
    const environment = environmentOf(unit, { '%d': credentials, '/var/lib/evenkeel': dataDir });
    const app = stopAfterTest(
      await startApp({ dataDir, command, environment: { ...environment, EVENKEEL_SECRET_KEY: '' } }),
    );
    await pageSomebody(app, 'disk full');
    await app.program().stop();

    await inRoot('--install', deb);
    expect(await readFile(key, 'utf8'), 'an upgrade keeps the key').toBe(madeKey);
    await mkdir(path.join(root, 'var/lib/evenkeel'), { recursive: true });
    const removed = await inRoot('--purge', 'evenkeel');
    expect(removed.stdout).toContain('Kept: the data in /var/lib/evenkeel, and /etc/evenkeel/secret.key');
    expect(await readFile(key, 'utf8')).toBe(madeKey);
    expect((await stat(path.join(root, 'var/lib/evenkeel'))).isDirectory()).toBe(true);
    await expect(stat(path.join(root, 'opt/evenkeel'))).rejects.toThrow('ENOENT');
  },
  300_000,
);

test.runIf(analyze !== null)(
  'systemd accepts the service without a word and finds little that it could do',
  async () => {
    const folder = await folderOfTest();
    const program = path.resolve('packaging/evenkeel.sh');
    const unit = path.join(folder, 'evenkeel.service');
    // The program has to be there; its real place is not on this machine.
    await writeFile(unit, (await readFile(service, 'utf8')).replace('/opt/evenkeel/bin/evenkeel', program));
    // It ends well even where it says that a line is not understood.
    const verified = await run(analyze!, ['verify', '--man=no', unit]);
    expect(verified.stderr + verified.stdout).toBe('');
    const exposure = await run(analyze!, ['security', '--offline=true', '--no-pager', '--threshold=25', unit]);
    expect(exposure.stdout).toMatch(/Overall exposure level for evenkeel[.]service: [\d.]+ OK/);
  },
);

/** A root folder with a package list of its own, which knows nothing of the libraries of this system. */
async function emptySystem(folder: string) {
  const root = path.join(folder, 'root');
  for (const part of ['updates', 'info']) await mkdir(path.join(root, 'var/lib/dpkg', part), { recursive: true });
  await run('touch', [path.join(root, 'var/lib/dpkg/status')]);
  const options = [`--root=${root}`, '--force-script-chrootless', '--force-depends'];
  return { root, inRoot: (...args: string[]) => run(dpkg!, [...options, ...args]) };
}

function environmentOf(unit: string, places: Record<string, string>): Record<string, string> {
  const lines = [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, name, value]) => [
      name,
      Object.entries(places).reduce((text, [from, to]) => text.replace(from, to), value!),
    ]),
  );
}
