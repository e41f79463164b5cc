import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService } from '../../src/contract/directory/services.ts';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { listIncidents } from '../../src/contract/respond/incidents/incident.ts';
import { listKeptPages, listParallelRuns, startParallelRun } from '../../src/contract/respond/parallel-runs.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, violations } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const csv = [
  'Summary,Issue key,Priority,Created,Resolved,Component/s',
  'Login fails,INC-9,Highest,02/Mar/26 9:00 AM,02/Mar/26 10:30 AM,Checkout',
  'Not done,INC-10,Low,03/Mar/26 9:00 AM,,Checkout',
].join('\n');

test('past incidents are planned, imported and undone; what the file leaves open is asked first', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  await server.admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/move-in');
    const past = page.getByRole('region', { name: 'Past incidents' });
    await past.getByRole('button', { name: 'Choose a file' }).waitFor();
    await past
      .locator('input[type=file]')
      .setInputFiles({ name: 'jira.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await past.getByText('Choose the time zone of the times in the file.').waitFor();
    expect(await past.getByRole('button', { name: 'Show the plan' }).isDisabled()).toBe(true);
    await past.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin');
    await page.getByRole('option', { name: 'Europe/Berlin' }).click();
    await past.getByRole('button', { name: 'Show the plan' }).click();
    const plan = past.getByRole('region', { name: 'Plan' });
    await plan.getByText('1 to import').waitFor();
    await plan.getByText('It is not resolved.').waitFor();
    expect(await violations(page)).toEqual([]);
    await plan.getByRole('button', { name: 'Import 1 incident' }).click();
    await past.getByText('1 imported from jira').waitFor();
    const { items } = await server.admin.call(listIncidents, { query: { kind: 'imported' } });
    expect(items).toMatchObject([{ title: 'Login fails', severity: 2, services: [{ name: 'Checkout' }] }]);

    await past.getByRole('button', { name: 'Undo import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the incidents' }).click();
    await past.getByText('Undone').waitFor();
    expect((await server.admin.call(listIncidents, { query: { kind: 'imported' } })).items).toEqual([]);
  });
});

test('a parallel run is said on every screen, to whoever looks, until somebody cuts over', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const vera = await signInAs(server, 'viewer', 'Vera');
  await server.admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/move-in');
    await page.getByRole('button', { name: 'Start a parallel run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start a parallel run' });
    await dialog.getByRole('combobox', { name: 'Team' }).fill('Pay');
    await page.getByRole('option', { name: /^Payments/ }).click();
    await dialog.getByRole('button', { name: 'Page nobody from now on' }).click();
    const notice = page.getByRole('complementary', { name: 'Parallel run' });
    await notice.getByText('nobody is paged by Evenkeel').waitFor();
    expect(await violations(page)).toEqual([]);

    await asPerson(browser, server.url, vera.browser, async (other) => {
      await other.goto('/');
      await other.getByRole('complementary', { name: 'Parallel run' }).getByText('Payments').waitFor();
    });

    await page.getByRole('button', { name: 'Cut over' }).click();
    const asked = page.getByRole('dialog', { name: 'Cut over: Payments' });
    await asked.getByText('No page is open now.').waitFor();
    await asked.getByRole('button', { name: 'Cut over' }).click();
    await notice.waitFor({ state: 'detached' });
    const { items } = await server.admin.call(listParallelRuns, { query: {} });
    expect(items).toMatchObject([{ team: { name: 'Payments' }, endedAt: expect.any(String) }]);
  });
});

test('what the other tool did is compared in the browser, and each difference says what the lists have instead', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const world = worldThrough(server);
  const [ben, cleo] = [await world.personByMail('Ben'), await world.personByMail('Cleo')];
  const askAt = new Date(Date.now() + 86_400_000).toISOString();
  const run = await server.admin.call(startParallelRun, { body: { teamId: null, askAt } });
  await sendEvent(await world.paging([askPerson(ben)]), { key: 'Disk of db-1 fills up' });
  await sendEvent(await world.paging([askPerson(cleo)]), { key: 'Checkout is slow' });
  const kept = await eventually(async () => {
    const { items } = await server.admin.call(listKeptPages, { params: { id: run.id }, query: {} });
    return items.length === 2 ? items : null;
  });
  const keptAt = Date.parse(kept[0]!.at);
  const at = (minutes: number) => new Date(keptAt + minutes * 60_000).toISOString();
  const theirs = [
    'Wann,Recipient,Message',
    `${at(1)},${ben.email},Disk`,
    `${at(25)},Cleo,Slow`,
    `${at(2)},Somebody else,Disk`,
    'yesterday,Ben,Disk',
  ].join('\n');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/move-in');
    const runs = page.getByRole('region', { name: 'Parallel run' });
    await runs.getByRole('button', { name: 'Compare' }).click();
    await runs
      .locator('input[type=file]')
      .setInputFiles({ name: 'theirs.csv', mimeType: 'text/csv', buffer: Buffer.from(theirs) });
    await runs.getByText('Choose the columns with the time and the person.').waitFor();
    await runs.getByRole('combobox', { name: 'Time', exact: true }).fill('Wann');
    await page.getByRole('option', { name: 'Wann' }).click();
    await runs.getByText('3 differences.').waitFor();
    await runs.getByText('Evenkeel would have sent 2, the other tool sent 3, 1 match.').waitFor();
    await runs.getByText('1 row is left out').waitFor();
    const differences = runs.getByRole('list', { name: 'Differences' });
    await differences.getByText('The other tool notified them 25 min after.').waitFor();
    await differences.getByText('Evenkeel would have notified them 25 min before.').waitFor();
    await differences.getByText('Nobody here has this name or address.').waitFor();
    expect(await violations(page)).toEqual([]);

    await runs.getByRole('textbox', { name: 'Minutes apart' }).fill('30');
    await runs.getByText('1 difference.').waitFor();
  });
});
