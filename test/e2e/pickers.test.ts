import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson, disablePerson, listPeople } from '../../src/contract/directory/people.ts';
import { createService, getService } from '../../src/contract/directory/services.ts';
import { createTeam, getTeam } from '../../src/contract/directory/teams.ts';
import { listOverrides } from '../../src/contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
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

/** Thousands of people and services, half of the people disabled, all before those that are looked for. */
async function crowd({ db }: TestServer) {
  await db.query(
    `insert into people (email, name, disabled_at)
     select 'p' || n || '@example.org', 'Person ' || lpad(n::text, 5, '0'), case when n % 2 = 0 then evenkeel.now() end
     from generate_series(1, 5000) n`,
  );
  await db.query(
    `insert into services (slug, name) select 'a-' || n, 'A service ' || n from generate_series(1, 5000) n`,
  );
}

const field = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true });

test('among five thousand everybody can be chosen by name, and what is set is shown by name', async () => {
  const server = await startTestServer();
  await crowd(server);
  const ada = await signInAs(server, 'admin', 'Ada');
  const last = await server.admin.call(createPerson, { body: { email: 'zz@example.org', name: 'Zz Last' } });
  const gone = await server.admin.call(createPerson, { body: { email: 'zy@example.org', name: 'Zy Gone' } });
  await server.admin.call(disablePerson, { params: { id: gone.id } });
  const team = await server.admin.call(createTeam, {
    body: { slug: 'zulu', name: 'Zulu', memberIds: [last.id, gone.id] },
  });
  const rotation = { unit: 'week' as const, every: 1, handoffTime: '09:00' };
  const layers = [{ name: 'Primary', rotation, startsOn: '2026-01-05', participants: [ada.id] }];
  const schedule = await server.admin.call(createSchedule, {
    body: { slug: 'primary', name: 'Primary', timeZone: 'UTC', definition: { layers } },
  });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/teams/${team.id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const form = page.getByRole('dialog');
    await form.getByText('Zz Last', { exact: true }).waitFor();
    await form.getByText('Zy Gone (disabled)').waitFor();
    await field(page, 'Members').fill('zy gone');
    await page.getByText('No matches for “zy gone”.').first().waitFor();
    await field(page, 'Members').fill('person');
    await page.getByText('There are more. Type to narrow.').first().waitFor();
    await field(page, 'Members').fill('04999');
    await option(page, 'Person 04999').click();
    await page.keyboard.press('Tab');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => {
      const { members } = await server.admin.call(getTeam, { params: { id: team.id } });
      return members.length === 3;
    });

    await page.goto(`/oncall/schedules/${schedule.id}`);
    await page.getByRole('button', { name: 'Add an override' }).click();
    await field(page, 'Person').fill('Zz');
    await option(page, 'Zz Last').click();
    await page.getByRole('button', { name: 'Put on call' }).click();
    await eventually(async () => {
      const { items } = await server.admin.call(listOverrides, { params: { id: schedule.id } });
      return items[0]?.personName === 'Zz Last';
    });
  });
});

test('typing replaces what is chosen, and Enter sends nothing while what is typed is no choice', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const [first, second] = await Promise.all(
    ['Payments', 'Platform'].map((name) => server.admin.call(createTeam, { body: { slug: name.toLowerCase(), name } })),
  );
  const service = await server.admin.call(createService, {
    body: { slug: 'checkout', name: 'Checkout', teamId: first!.id },
  });
  const teamNow = async () => (await server.admin.call(getService, { params: { id: service.id } })).teamId;
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/services/${service.id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const team = field(page, 'Team');
    await expect.poll(() => team.inputValue()).toBe('Payments');
    await team.click();
    await page.keyboard.type('nobody');
    expect(await team.inputValue()).toBe('nobody');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByText('No matches for “nobody”.').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    expect(await team.inputValue()).toBe('Payments');

    await team.focus();
    await page.keyboard.type('plat');
    await option(page, 'Platform').waitFor();
    await expect.poll(() => team.getAttribute('aria-busy')).toBe('false');
    await page.keyboard.press('Enter');
    await expect.poll(() => team.inputValue()).toBe('Platform');
    await page.keyboard.press('Enter');
    await eventually(async () => (await teamNow()) === second!.id);

    await page.getByRole('button', { name: 'Edit' }).click();
    await expect.poll(() => team.inputValue()).toBe('Platform');
    await team.focus();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    expect(await team.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => (await teamNow()) === null);
  });
});

test('a time zone is found by the name of its city, and Enter takes it without sending the form', async () => {
  const server = await startTestServer();
  const token = new URL(server.server.setupUrl!).hash.replace('#token=', '');
  await asPerson(browser, server.url, { cookies: new Map() }, async (page) => {
    await page.goto(`/setup#token=${token}`);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel(/^Password/).fill('correct horse battery');
    const zone = field(page, 'Your time zone');
    await zone.click();
    await page.keyboard.type('new york');
    await option(page, 'America/New_York').waitFor();
    await page.keyboard.press('Enter');
    expect(await zone.inputValue()).toBe('America/New_York');
    await zone.click();
    await page.keyboard.type('nowhere');
    await page.keyboard.press('Enter');
    await page.getByText('No matching time zone.').waitFor();
    expect((await server.admin.call(listPeople, {})).items).toEqual([]);
  });
});
