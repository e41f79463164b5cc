import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listCourses } from '../../../src/contract/program/training.ts';
import { listPages } from '../../../src/contract/respond/pages/page.ts';
import { startApp } from '../../harness/programs/app-process.ts';
import { run } from '../../harness/programs/run.ts';
import { stopAfterTest } from '../../harness/stop-after-test.ts';
import { asUser, folderOfTest, makePackages, nobody, pageSomebody } from './making.ts';

test('the npm package, installed where nothing else is, starts as a user who may not write there, pages somebody, shows its web app, and keeps what it has over a restart', async () => {
  const folder = await folderOfTest();
  const made = await makePackages(folder, 'npm');
  const tarball = made.find((name) => name.endsWith('.tgz'))!;
  const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', '--prefix', folder, ...quietly, tarball]);

  const executable = path.join(folder, 'node_modules', '.bin', 'evenkeel');
  await run(executable, ['prepare']);
  const { dataDir, command } = await asUser(nobody, folder, [executable, 'start']);
  const app = stopAfterTest(await startApp({ dataDir, command }));
  await pageSomebody(app, 'disk full');
  const page = await (await fetch(app.url)).text();
  const script = /src="([^"]+[.]js)"/.exec(page)![1]!;
  expect((await fetch(new URL(script, app.url))).status).toBe(200);
  expect((await app.admin.call(listCourses, {})).items.length).toBeGreaterThanOrEqual(12);

  await app.program().stop();
  expect(await app.program().ended).toBe(0);
  await app.start();
  const { items } = await app.admin.call(listPages, { query: { limit: 10 } });
  expect(items.map(({ title }) => title)).toContain('disk full');

  const [billPath, licencesPath] = ['.cdx.json', '.licences.txt'].map(
    (end) => made.find((name) => name.endsWith(end))!,
  );
  const bill = JSON.parse(await readFile(billPath!, 'utf8'));
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.metadata.component.name).toBe('evenkeel');
  const names = bill.components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['fastify', 'pg', 'pino']));
  expect(names).not.toContain('vitest');
  const licences = await readFile(licencesPath!, 'utf8');
  expect(licences).toMatch(/^fastify \S+: MIT$/m);
  expect(licences).not.toContain('not stated');
}, 300_000);
