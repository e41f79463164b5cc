import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { listCourses } from '../../src/contract/program/training.ts';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

const run = promisify(execFile);

test('the npm package, installed where nothing else is, starts, pages somebody, shows its web app, and keeps what it has over a restart', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'evenkeel-installed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await run(process.execPath, ['bin/package.mjs', folder]);
  const made = await readdir(folder);
  const tarball = made.find((name) => name.endsWith('.tgz'))!;
  const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', '--prefix', folder, ...quietly, path.join(folder, tarball)]);

  const receiver = stopAfterTest(await startReceiver());
  const executable = path.join(folder, 'node_modules', '.bin', 'evenkeel');
  const app = stopAfterTest(await startApp({ executable }));
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))]);
  await sendEvent(source, { key: 'disk full' });
  await eventually(() => receiver.pages().some(({ title }) => title === 'disk full'));
  const page = await (await fetch(app.url)).text();
  const script = /src="([^"]+[.]js)"/.exec(page)![1]!;
  expect((await fetch(new URL(script, app.url))).status).toBe(200);
  expect((await app.admin.call(listCourses, {})).items.length).toBeGreaterThanOrEqual(12);

  await app.program().stop();
  expect(await app.program().ended).toBe(0);
  await app.start();
  const { items } = await app.admin.call(listPages, { query: { limit: 10 } });
  expect(items.map(({ title }) => title)).toContain('disk full');

  const [billName, licencesName] = ['.cdx.json', '.licences.txt'].map(
    (end) => made.find((name) => name.endsWith(end))!,
  );
  const bill = JSON.parse(await readFile(path.join(folder, billName!), 'utf8'));
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.metadata.component.name).toBe('evenkeel');
  const names = bill.components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['fastify', 'pg', 'pino']));
  expect(names).not.toContain('vitest');
  const licences = await readFile(path.join(folder, licencesName!), 'utf8');
  expect(licences).toMatch(/^fastify \S+: MIT$/m);
  expect(licences).not.toContain('not stated');
}, 300_000);
