import { expect, test } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { password, signInAs } from '../../../test/harness/people.ts';
import { openBrowser } from '../../../test/harness/programs/browser.ts';
import { startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { listSources, readSourceSetup } from '../../contract/detect/sources.ts';
import { readSetup, setUp } from '../../contract/directory/setup.ts';
import { createTeam, listTeams } from '../../contract/directory/teams.ts';
import { dismissMyNextStep, listMyNextSteps, recallMyNextStep } from '../../contract/first-hour/next-steps.ts';
import { getPage, listPages } from '../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../contract/respond/pages/responses.ts';
import { listOnCall } from '../../contract/respond/schedules/oncall.ts';

const admin = { name: 'Ada', email: 'ada@example.org', password, timeZone: 'Pacific/Auckland' };
const tokenOf = (server: TestServer) => new URL(server.server.setupUrl!).hash.replace('#token=', '');

async function setUpWith(server: TestServer, teamName: string) {
  const browser = openBrowser(server.url);
  await browser.call(setUp, { body: { ...admin, teamName, token: tokenOf(server) } });
  return browser;
}

test('one form makes whatever a first page needs, and who filled it in is on call at once', async () => {
  const server = await startTestServer();
  const browser = await setUpWith(server, 'Plätze & Töne');
  expect((await browser.call(listTeams, {})).items).toMatchObject([
    { slug: 'platze-tone', name: 'Plätze & Töne', members: [{ name: 'Ada' }] },
  ]);
  expect((await browser.call(listOnCall, {})).items).toMatchObject([{ now: { personName: 'Ada' } }]);

  const source = (await browser.call(listSources, {})).items.find(({ isBuiltIn }) => !isBuiltIn)!;
  const { key } = await browser.call(readSourceSetup, { params: { id: source.id } });
  const answer = await fetch(`${server.url}/in/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Test', severity: 'critical', labels: { evenkeel_test: 'true' } }),
  });
  expect(answer.status).toBe(202);
  const page = await eventually(async () => (await browser.call(listPages, {})).items[0]);
  const detail = await browser.call(getPage, { params: { id: page.id } });
  // A test is nobody's load: it is left out of every measure.
  expect(detail).toMatchObject({ kind: 'test', state: 'open', urgency: 'high', stepCount: 1 });
  expect(detail.ladder.repeat).toBeGreaterThan(0);
  await browser.call(acknowledgePage, { params: { id: page.id } });
  const keys = (await browser.call(listMyNextSteps, {})).items.map((item) => item.key);
  // The test alert proves the way inside, and is no sender.
  expect(keys.slice(0, 3)).toEqual(['reach', 'sender', 'second-person']);
});

test('a team whose name no slug can be made of gets one all the same', async () => {
  const server = await startTestServer();
  const browser = await setUpWith(server, '船');
  expect((await browser.call(listTeams, {})).items).toMatchObject([{ slug: 'first', name: '船' }]);
});

test('what was there before stays as it is, and nothing is put beside it', async () => {
  const server = await startTestServer();
  await server.admin.call(createTeam, { body: { slug: 'old', name: 'Old' } });
  const browser = await setUpWith(server, 'New');
  expect((await browser.call(listTeams, {})).items).toMatchObject([{ slug: 'old' }]);
});

test('a set-up that fails leaves nothing behind, and its link still works', async () => {
  const server = await startTestServer();
  const body = { ...admin, teamName: 'x'.repeat(121), token: tokenOf(server) };
  await expect(openBrowser(server.url).call(setUp, { body })).rejects.toMatchObject({ status: 400 });
  expect(await server.as().call(readSetup, {})).toEqual({ open: true });
  await setUpWith(server, 'Payments');
  expect((await server.admin.call(listTeams, {})).items).toHaveLength(1);
});

test('a step that one person dismissed is gone for that person only, until it is wanted again', async () => {
  const server = await startTestServer();
  const [ada, ben] = [await signInAs(server, 'admin'), await signInAs(server, 'admin')];
  const keysOf = async ({ browser }: typeof ada) =>
    (await browser.call(listMyNextSteps, {})).items.map((item) => item.key);
  const params = { key: 'drill' } as const;
  await ada.browser.call(dismissMyNextStep, { params });
  await ada.browser.call(dismissMyNextStep, { params });
  expect(await keysOf(ada)).not.toContain('drill');
  expect(await keysOf(ben)).toContain('drill');
  expect(await keysOf(ben)).not.toContain('second-person');
  await ada.browser.call(recallMyNextStep, { params });
  expect(await keysOf(ada)).toContain('drill');
});

test('somebody who only reads is asked for nothing but their own contact methods', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  expect((await browser.call(listMyNextSteps, {})).items).toEqual([{ key: 'reach' }, { key: 'second-way' }]);
});
