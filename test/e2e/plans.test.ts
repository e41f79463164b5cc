import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPilot, endPilot, getPilot } from '../../src/contract/program/pilots.ts';
import { listRollOuts } from '../../src/contract/program/plans/roll-outs.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { worldThrough } from '../harness/world.ts';
import { launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const dialog = (page: Page) => page.getByRole('dialog');
const closed = (page: Page) => dialog(page).waitFor({ state: 'detached' });

test('A milestone is added, moved over the board by keyboard and by hand, taken back, and its date takes those after it along', async () => {
  const server = await startTestServer();
  const { browser: ada, id: personId } = await signInAs(server, 'admin', 'Ada');
  const { admin } = server;
  const team = await worldThrough(server).team([personId]);
  const plan = await admin.call(createPilot, { body: { teamId: team.id, startsOn: '2099-01-05', timeZone: 'UTC' } });
  const read = () => admin.call(getPilot, { params: { id: plan.id } });
  const find = async (title: string) => (await read()).milestones.find((one) => one.title === title);
  const own = 'Support knows the severities';
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto(`/program/pilots/${plan.id}?view=board`);
    await page.getByRole('button', { name: 'Add milestone' }).click();
    await dialog(page).getByLabel('Title').fill(own);
    await dialog(page).getByLabel('Checklist').fill('Invite them\nHold it');
    await dialog(page).getByRole('button', { name: 'Add milestone' }).click();
    await closed(page);
    expect((await find(own))!.checklist.map(({ text }) => text)).toEqual(['Invite them', 'Hold it']);

    const column = (name: string) => page.getByRole('region', { name, exact: true });
    await page.getByRole('button', { name: `Not started: ${own}, change` }).press('Enter');
    await page.getByRole('menuitem', { name: 'In progress' }).press('Enter');
    await column('In progress').getByText(own).waitFor();
    await eventually(async () => (await find(own))!.status === 'in-progress');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await find(own))!.status === 'not-started');
    await column('Not started').getByText(own).waitFor();

    await column('Not started').getByRole('listitem').filter({ hasText: own }).dragTo(column('Blocked'));
    await dialog(page).getByLabel('Reason').fill('Support has no time this week');
    await dialog(page).getByRole('button', { name: 'Mark as blocked' }).click();
    await column('Blocked').getByText('Support has no time this week').waitFor();

    await page.getByRole('button', { name: 'Edit milestone: Two or three goals have a number and a date' }).click();
    const due = dialog(page).getByRole('textbox', { name: 'Due' });
    await due.fill('2099-02-03');
    await due.press('Tab');
    await dialog(page)
      .getByLabel(/^Also move the \d+ milestones that wait for it/)
      .check();
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await closed(page);
    const dueOf = async (key: string) => (await read()).milestones.find((one) => one.key === key)!.dueOn;
    expect([await dueOf('goals'), await dueOf('plan'), await dueOf('training')]).toEqual([
      '2099-02-03',
      '2099-02-13',
      '2099-02-28',
    ]);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await eventually(async () => (await dueOf('training')) === '2099-02-19');
    expect(await dueOf('goals')).toBe('2099-01-25');
  });
}, 120_000);

test('A pilot that is over is rolled out to the teams without a plan, in the waves that are proposed', async () => {
  const server = await startTestServer();
  const { browser: ada, id } = await signInAs(server, 'admin', 'Ada');
  const { admin } = server;
  const world = worldThrough(server);
  const [first, second, third] = [await world.team([id]), await world.team([id]), await world.team([id])];
  const plan = await admin.call(createPilot, { body: { teamId: first.id, startsOn: '2026-01-05', timeZone: 'UTC' } });
  await admin.call(endPilot, { params: { id: plan.id }, body: { outcome: 'completed' } });
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto(`/program/pilots/${plan.id}`);
    await page.getByRole('button', { name: 'Roll out to all teams' }).click();
    await dialog(page).getByLabel('Name').fill('Everybody');
    await dialog(page).getByRole('heading', { name: 'Wave 1' }).waitFor();
    await dialog(page).getByRole('button', { name: 'Plan roll-out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everybody' }).waitFor();
    await page.getByRole('link', { name: second.name }).first().waitFor();
    const { items } = await admin.call(listRollOuts, {});
    const teams = items[0]!.waves.flatMap(({ plans }) => plans.map(({ team }) => team.id));
    expect(teams.sort()).toEqual([second.id, third.id].sort());
  });
}, 120_000);
