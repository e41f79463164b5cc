/** What somebody else saves while a form is open is never overwritten, and what is typed here is never lost. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareIncident, getIncident, updateIncident } from '../../src/contract/incidents.ts';
import { getPerson, updatePerson } from '../../src/contract/people.ts';
import { createService, getService, updateService } from '../../src/contract/services.ts';
import { readStatusPage, updateStatusPage } from '../../src/contract/status-page.ts';
import { createTeam, getTeam, updateTeam } from '../../src/contract/teams.ts';
import { ensureCurrentBuild } from '../harness/current-build.ts';
import { signInAs } from '../harness/people.ts';
import { startTestServer } from '../harness/server.ts';
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

const dialog = (page: Page) => page.getByRole('dialog');
const open = async (page: Page, path: string, button: string, title: RegExp) => {
  await page.goto(path);
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await page.getByRole('dialog', { name: title }).waitFor();
};
const save = async (page: Page, button: RegExp) => {
  await dialog(page).getByRole('button', { name: button }).click();
  await dialog(page).waitFor({ state: 'detached' });
};

test('each form sends what was changed in it and keeps what others changed meanwhile', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const ada = await signInAs(server, 'admin', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    const service = await admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
    const ofService = { params: { id: service.id } };
    await open(page, `/services/${service.id}`, 'Edit', /Edit Checkout/);
    await dialog(page).getByLabel('Description').fill('From the basket to the order');
    await admin.call(updateService, { ...ofService, body: { slug: 'checkout', name: 'Checkout', tier: 1 } });
    await save(page, /Save/);
    expect(await admin.call(getService, ofService)).toMatchObject({
      tier: 1,
      description: 'From the basket to the order',
    });

    const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop' } });
    const ofTeam = { params: { id: team.id } };
    await open(page, `/teams/${team.id}`, 'Edit', /Shop/);
    await dialog(page).getByLabel('Description').fill('Those who sell');
    await admin.call(updateTeam, { ...ofTeam, body: { slug: 'shop', name: 'Shop', memberIds: [grace.id] } });
    await save(page, /Save/);
    const { members, description } = await admin.call(getTeam, ofTeam);
    expect([members.map(({ personId }) => personId), description]).toEqual([[grace.id], 'Those who sell']);

    const ofGrace = { params: { id: grace.id } };
    const { name, email } = await admin.call(getPerson, ofGrace);
    await open(page, `/people/${grace.id}`, 'Edit', /Grace/);
    await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Grace Hopper');
    await admin.call(updatePerson, { ...ofGrace, body: { name, email, role: 'responder', timeZone: 'Asia/Tokyo' } });
    await save(page, /Save/);
    expect(await admin.call(getPerson, ofGrace)).toMatchObject({ name: 'Grace Hopper', timeZone: 'Asia/Tokyo' });

    const incident = await admin.call(declareIncident, { body: { title: 'Payments fail' } });
    const ofIncident = { params: { id: incident.id } };
    await page.goto(`/incidents/${incident.id}`);
    await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'Edit' }).click();
    await dialog(page).getByLabel('Summary').fill('Cards are declined since noon');
    const others = { customerImpact: 'Nobody can pay', conferenceUrl: 'https://meet.example.org/1' };
    await admin.call(updateIncident, { ...ofIncident, body: others });
    await save(page, /Save/);
    expect(await admin.call(getIncident, ofIncident)).toMatchObject({
      ...others,
      summary: 'Cards are declined since noon',
    });

    await open(page, '/status-page', 'Settings', /Settings/);
    await dialog(page).getByLabel('Introduction').fill('How we are doing');
    await admin.call(updateStatusPage, { body: { title: 'Shop status', contact: 'help@example.org' } });
    await save(page, /Save/);
    expect(await admin.call(readStatusPage, {})).toMatchObject({
      title: 'Shop status',
      contact: 'help@example.org',
      intro: 'How we are doing',
    });
  });
});

test('of two words for one field a person chooses, by keyboard, with what was typed still there', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const ada = await signInAs(server, 'admin', 'Ada');
  const grace = await signInAs(server, 'admin', 'Grace');
  const { id } = await admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  const params = { id };
  for (const width of [1280, 320]) {
    const mine = `Typed here at ${width}`;
    await asPerson(
      browser,
      server.url,
      ada.browser,
      async (page) => {
        await open(page, `/services/${id}`, 'Edit', /Edit Checkout/);
        await dialog(page).getByLabel('Description').fill(mine);
        const { version } = await admin.call(getService, { params });
        const body = { slug: 'checkout', name: 'Checkout', description: `Typed by Grace at ${width}` };
        await grace.browser.call(updateService, { params, body }, { ifMatch: version });
        await dialog(page).getByRole('button', { name: /Save/ }).click();
        await dialog(page).getByRole('heading', { name: 'Grace changed this while you were editing' }).waitFor();
        expect(await dialog(page).getByRole('textbox', { name: 'Description' }).inputValue()).toBe(mine);
        expect(await violations(page)).toEqual([]);
        if (process.env.EVENKEEL_TEST_SHOTS)
          await page.screenshot({ path: `${process.env.EVENKEEL_TEST_SHOTS}/conflict-${width}.png` });
        await dialog(page).getByRole('button', { name: 'Keep mine: Description' }).press('Enter');
        await save(page, /Save/);
        expect((await admin.call(getService, { params })).description).toBe(mine);
      },
      { viewport: { width, height: 800 } },
    );
  }
});
