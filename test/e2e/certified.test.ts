/** Where a certificate is required: what somebody without it sees, and how they go on. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeMe } from '../../src/contract/directory/session.ts';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { updateCertificationRules } from '../../src/contract/program/certification.ts';
import { declareIncident } from '../../src/contract/respond/incidents/changes.ts';
import { listOnCall } from '../../src/contract/respond/schedules/oncall.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import { certify } from '../harness/certify.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { worldThrough } from '../harness/world.ts';
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

const looks = [
  { name: '1440-light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: '390-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
];
const picture = async (page: Page, name: string, fullPage = true) => {
  const folder = process.env.EVENKEEL_TEST_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
};
const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Cora is on call for Payments and a certified commander; Sam is in the team and is none. */
async function payments() {
  const server = await startTestServer();
  const world = worldThrough(server);
  const cora = await world.personByMail('Cora Lind');
  const sam = await signInAs(server, 'responder', 'Sam Okafor');
  const ada = await signInAs(server, 'admin', 'Ada Byron');
  await certify(server, cora.id, 'incident-commander', 20);
  await certify(server, cora.id, 'on-call-responder');
  await certify(server, ada.id, 'blameless-postmortems');
  await certify(server, sam.id, 'on-call-responder', -10);
  const team = await server.admin.call(createTeam, {
    body: { slug: 'payments', name: 'Payments', memberIds: [cora.id, sam.id, ada.id] },
  });
  const rotation = { unit: 'day' as const, every: 1, handoffTime: '00:00' };
  const schedule = (name: string, participants: number[]) =>
    server.admin.call(createSchedule, {
      body: {
        ...{ slug: name.toLowerCase(), name, teamId: team.id, timeZone: 'UTC' },
        definition: { layers: [{ name: 'Primary', startsOn: '2026-01-01', participants, rotation }] },
      },
    });
  await schedule('Commanders', [cora.id]);
  await schedule('Nights', [cora.id]);
  const requirement = { note: 'Ask in #incident-training for a place.' };
  await server.admin.call(updateCertificationRules, {
    body: {
      ...requirement,
      command: { isRequired: true, courseKey: 'incident-commander', severities: [1, 2] },
      onCall: { isRequired: true, courseKey: 'on-call-responder', scheduleIds: null },
    },
  });
  return { server, sam, ada };
}

test('Whoever takes command without the certificate reads what is missing, and goes on with a reason by keyboard', async () => {
  const { server, sam } = await payments();
  for (const { name, ...look } of looks) {
    const { id } = await server.admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 1 } });
    await asPerson(
      browser,
      server.url,
      sam.browser,
      async (page) => {
        await page.goto(`/incidents/${id}`);
        await page.getByText('Unassigned').first().waitFor();
        await page.keyboard.press('Shift+M');
        const dialog = page.getByRole('dialog', { name: 'A certificate is missing' });
        await dialog.waitFor();
        expect(await dialog.innerText()).toContain(
          'Command of a SEV1 needs the certificate “Incident commander”, which Sam Okafor does not hold: pass the course under Training, choose Cora Lind, or go on with a reason.',
        );
        expect(await dialog.innerText()).toContain('Ask in #incident-training for a place.');
        expect(await dialog.getByRole('link').getAttribute('href')).toBe('/program/training/incident-commander');
        expect(await violations(page)).toEqual([]);
        await picture(page, `waiver-${name}`, false);
        await dialog.getByRole('textbox', { name: 'Reason' }).fill('Cora does not answer');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'detached' });
        await page.getByText('Sam Okafor was given command of a SEV1: Cora does not answer').first().waitFor();
        await picture(page, `room-${name}`);
      },
      look,
    );
  }
});

test('Closing the question leaves everything as it was, and says why', async () => {
  const { server, sam } = await payments();
  const { id } = await server.admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 1 } });
  await asPerson(browser, server.url, sam.browser, async (page) => {
    await page.goto(`/incidents/${id}`);
    await page.getByText('Unassigned').first().waitFor();
    await page.keyboard.press('Shift+M');
    await page.getByRole('dialog', { name: 'A certificate is missing' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'A certificate is missing' }).waitFor({ state: 'detached' });
    await page
      .getByText(/needs the certificate “Incident commander”/)
      .first()
      .waitFor();
    expect(await page.getByText('Unassigned').count()).toBeGreaterThan(0);
  });
});

test('Declaring with command asks after the incident is declared, never before', async () => {
  const { server, sam } = await payments();
  await asPerson(browser, server.url, sam.browser, async (page) => {
    await page.goto('/incidents');
    await page
      .getByRole('button', { name: /^Declare/ })
      .first()
      .click();
    const form = page.getByRole('dialog', { name: 'Declare an incident' });
    await form.getByLabel('What do customers notice?').fill('Nobody can pay');
    await form.getByRole('combobox', { name: 'Severity' }).or(form.getByLabel('Severity')).first().click();
    await page.getByRole('option', { name: /SEV1/ }).click();
    await form.getByRole('button', { name: /^Declare/ }).click();
    await page.waitForURL(/\/incidents\/\d+/);
    const dialog = page.getByRole('dialog', { name: 'A certificate is missing' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Nobody else is awake');
    await dialog.getByRole('button', { name: 'Go on without the certificate' }).click();
    await page
      .getByText(/given command of a SEV1: Nobody else is awake/)
      .first()
      .waitFor();
  });
});

test('Taking over a shift asks the same way, and the requirements and gaps are shown wide and narrow', async () => {
  const { server, sam, ada } = await payments();
  await asPerson(browser, server.url, sam.browser, async (page) => {
    await page.goto('/oncall');
    await page
      .getByRole('button', { name: /^Take over/ })
      .last()
      .click();
    const dialog = page.getByRole('dialog', { name: 'A certificate is missing' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('Being on call on Nights needs the certificate “On-call responder”');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Cora is ill');
    await dialog.getByRole('button', { name: 'Go on without the certificate' }).click();
    await dialog.waitFor({ state: 'detached' });
    await eventually(async () => {
      const { items } = await server.admin.call(listOnCall, {});
      return items.find(({ scheduleName }) => scheduleName === 'Nights')!.now.personId === sam.id;
    });
  });
  const longName = 'Bartholomew Featherstonehaugh-Cholmondeley';
  await sam.browser.call(changeMe, { body: { name: longName } });
  for (const { name, ...look } of looks) {
    await asPerson(
      browser,
      server.url,
      ada.browser,
      async (page) => {
        await page.goto('/program/training/skills');
        await page.getByText('1 of 2 on call holds On-call responder · 1 certified commander').waitFor();
        await page.getByText(`On call without On-call responder: ${longName} (expired)`).waitFor();
        expect(await violations(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
        await picture(page, `skills-${name}`);
        await page.goto('/program/training');
        await page.getByText('Incident commander · held by 1').waitFor();
        expect(await violations(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
        await picture(page, `training-${name}`);
        await page.getByRole('button', { name: 'Edit requirements' }).click();
        await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).waitFor();
        expect(await violations(page)).toEqual([]);
        await picture(page, `requirements-${name}`, false);
      },
      look,
    );
  }
});
