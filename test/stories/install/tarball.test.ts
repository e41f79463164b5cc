import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startApp } from '../../harness/programs/app-process.ts';
import { run } from '../../harness/programs/run.ts';
import { stopAfterTest } from '../../harness/stop-after-test.ts';
import { asUser, folderOfTest, makePackages, nameless, nobody, pageSomebody } from './making.ts';

test('the tarball, unpacked anywhere, starts without npm for whoever may not write there, pages somebody, and says in one sentence that Node is missing', async () => {
  const folder = await folderOfTest();
  const tarball = (await makePackages(folder, 'tarball')).find((name) => name.endsWith('.tar.gz'))!;
  await run('tar', ['-xzf', tarball, '-C', folder]);
  const tree = path.join(folder, path.basename(tarball).replace(/-[a-z0-9]+-[a-z0-9]+[.]tar[.]gz$/, ''));
  const links = linksIn(tree);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((target) => path.isAbsolute(target))).toEqual([]);
  expect(readdirSync(path.join(tree, 'node_modules'))).not.toContain('vitest');

  const program = path.join(tree, 'bin', 'evenkeel');
  const withoutNode = path.join(folder, 'programs');
  await mkdir(withoutNode);
  await symlink('/usr/bin/readlink', path.join(withoutNode, 'readlink'));
  await expect(run(program, ['--version'], { env: { PATH: withoutNode } })).rejects.toMatchObject({
    code: 1,
    stderr: `Evenkeel needs Node.js 20.19 or newer, and there is none in PATH (${withoutNode}).\n`,
  });

  if (process.getuid?.() === 0 && !hasNameLibrary()) {
    const other = await asUser(nameless, folder, [program, 'start']);
    await expect(startApp(other), 'a user without a name').rejects.toThrow(
      `The user ${nameless} has no name here, and PostgreSQL needs one to create its database: start Evenkeel as a user of /etc/passwd, or install libnss-wrapper.`,
    );
  }
  const { dataDir, command } = await asUser(nobody, folder, [program, 'start']);
  const app = stopAfterTest(await startApp({ dataDir, command }));
  await pageSomebody(app, 'disk full');
  await app.program().stop();
  expect(await app.program().ended).toBe(0);
}, 300_000);

function hasNameLibrary() {
  return ['x86_64', 'aarch64'].some((machine) => existsSync(`/usr/lib/${machine}-linux-gnu/libnss_wrapper.so`));
}

function linksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => readlinkSync(path.join(entry.parentPath, entry.name)));
}
