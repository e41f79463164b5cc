import { existsSync } from 'node:fs';
import { appendFile, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../harness/programs/run.ts';
import { folderOfTest } from './making.ts';

test('a release of a throw-away clone sets the version everywhere, dates the changelog, makes the packages and tags; what is not ready is refused and changes nothing', async () => {
  const clone = path.join(await folderOfTest(), 'clone');
  await run('git', ['clone', '--quiet', '--depth=1', `file://${path.resolve('.')}`, clone]);
  await symlink(path.resolve('node_modules'), path.join(clone, 'node_modules'));
  await appendFile(path.join(clone, '.git/info/exclude'), 'node_modules\n');
  await run('git', ['-C', clone, 'config', 'user.email', 'tests@example.org']);
  await run('git', ['-C', clone, 'config', 'user.name', 'Tests']);
  const git = async (...args: string[]) => (await run('git', ['-C', clone, ...args])).stdout.trim();
  const file = (name: string) => readFile(path.join(clone, name), 'utf8');
  const release = (...args: string[]) =>
    run(process.execPath, [path.join(clone, 'bin/release.mjs'), '--skip-tests', '--only=npm', ...args]);
  const before = await git('rev-parse', 'HEAD');

  await expect(release()).rejects.toThrow('Name the version');
  await expect(release('0.0.1')).rejects.toThrow('0.0.1 is older than');
  await appendFile(path.join(clone, 'README.md'), '\n');
  await expect(release('9.1.0')).rejects.toThrow('Commit or remove what is not committed first');
  await git('restore', '.');
  await expect(release('9.1.0', '--only=paper')).rejects.toThrow(
    'The packages could not be made. Nothing was committed.',
  );
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('rev-parse', 'HEAD')).toBe(before);

  await release('9.1.0');
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('log', '-1', '--format=%s', 'v9.1.0')).toBe('Evenkeel 9.1.0');
  expect(await git('rev-parse', 'HEAD^')).toBe(before);
  expect(JSON.parse(await file('package.json')).version).toBe('9.1.0');
  expect(JSON.parse(await file('package-lock.json')).version).toBe('9.1.0');
  expect(await file('charts/evenkeel/Chart.yaml')).toMatch(/^version: 9[.]1[.]0$/m);
  expect(await file('CHANGELOG.md')).toMatch(/^## 9[.]1[.]0 \(\d{4}-\d\d-\d\d\)$/m);
  expect(await file('CHANGELOG.md')).not.toMatch(/unreleased\)?$/im);
  expect(await file('test/upgrade/released-migrations.txt')).toMatch(/^[0-9a-f]{64} {2}0001-platform[.]sql$/m);
  expect(existsSync(path.join(clone, 'packages/evenkeel-9.1.0.tgz'))).toBe(true);

  await expect(release('9.1.0')).rejects.toThrow('9.1.0 was released already');
  await writeFile(path.join(clone, 'CHANGELOG.md'), (await file('CHANGELOG.md')).trimEnd());
  await git('commit', '--quiet', '--all', '--message', 'A change');
  await expect(release('9.2.0')).rejects.toThrow('what is new in 9.2.0?');
}, 300_000);
