/** The command against a server and the tools' own APIs, without its process. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeQuickFolder } from '../../../../test/harness/quick-folder.ts';
import { sharedServer } from '../../../../test/harness/server.ts';
import { startGoalertApi } from '../../../../test/stand-ins/goalert-api.ts';
import { startOncallApi } from '../../../../test/stand-ins/oncall-api.ts';
import { startPagerdutyApi } from '../../../../test/stand-ins/pagerduty-api.ts';
import { startSquadcastApi } from '../../../../test/stand-ins/squadcast-api.ts';
import { goalertOrganisation } from '../../../domain/move-in/goalert/organisation-for-tests.ts';
import { oncallOrganisation } from '../../../domain/move-in/oncall/organisation-for-tests.ts';
import { pagerdutyOrganisation } from '../../../domain/move-in/pagerduty/organisation-for-tests.ts';
import { squadcastOrganisation } from '../../../domain/move-in/squadcast/organisation-for-tests.ts';
import { goalertQuery } from './api/goalert.ts';
import { runImport } from './run-for-tests.ts';

const server = sharedServer();
const size = { people: 7, teams: 2, schedules: 3 };

/** A proof begins with the next minute, which may be another one by then. */
const timeless = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\d(.\d\d:\d\d)?/g, 'then');

test('what --api has read is planned, and --save keeps it as an export that only its owner can read', async () => {
  const { url } = await server();
  const pagerduty = await startPagerdutyApi(pagerdutyOrganisation(5, size, Date.now()), 'a-read-only-token');
  onTestFinished(() => pagerduty.stop());
  const folder = await makeQuickFolder('evenkeel save ');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'pagerduty.json');
  vi.stubEnv('PAGERDUTY_TOKEN', 'a-read-only-token');
  onTestFinished(() => void vi.unstubAllEnvs());
  const live = await runImport(url, ['pagerduty', '--api', pagerduty.url, '--save', file]);
  expect(live.err).toContain('Reading schedules …');
  expect(live.out).toContain('PagerDuty: 7 people, 2 teams, 3 schedules');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain('a-read-only-token');
  // What was kept says the same as PagerDuty itself, without asking it again.
  await pagerduty.stop();
  expect(timeless((await runImport(url, ['pagerduty', file])).out)).toBe(timeless(live.out));
});

test('a key goes to no address without TLS, and without a key nothing is read', async () => {
  const { url } = await server();
  vi.stubEnv('PAGERDUTY_TOKEN', 'a-read-only-token');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(runImport(url, ['pagerduty', '--api', 'http://pagerduty.example'])).rejects.toThrow(
    '--api takes us, eu or an address that begins with https://.',
  );
  vi.stubEnv('PAGERDUTY_TOKEN', '');
  await expect(runImport(url, ['pagerduty', '--api', 'us'])).rejects.toThrow(
    'Put the key of PagerDuty’s API into PAGERDUTY_TOKEN.',
  );
  await expect(runImport(url, ['pagerduty'])).rejects.toThrow('Name an export, or read PagerDuty itself with --api.');
});

test('the query that a key of GoAlert has to be made for is printed as it is asked', async () => {
  const { url } = await server();
  expect((await runImport(url, ['goalert', '--print-query'])).out).toBe(`${goalertQuery}\n`);
});

const token = 'a-read-only-token';

test.each([
  ['oncall', 'ONCALL_TOKEN', () => startOncallApi(oncallOrganisation(5, size, Date.now()), token)],
  ['goalert', 'GOALERT_TOKEN', () => startGoalertApi(goalertOrganisation(5, size, Date.now()), token, goalertQuery)],
  ['squadcast', 'SQUADCAST_REFRESH_TOKEN', () => startSquadcastApi(squadcastOrganisation(5, size, Date.now()), token)],
] as const)('%s is read by its own API with the token in %s, and planned', async (tool, variable, start) => {
  const { url } = await server();
  const api = await start();
  onTestFinished(() => api.stop());
  vi.stubEnv(variable, token);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { out, err } = await runImport(url, [tool, '--api', api.url]);
  expect(err).not.toContain('Not read');
  expect(out).toContain('7 people');
  expect(out).toContain('3 schedules compared at every moment');
  expect(out).toContain(', 0 without a reason.');
});
