import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOnCall } from '../../src/contract/respond/schedules/oncall.ts';
import { listOverrides } from '../../src/contract/respond/schedules/overrides.ts';
import { createSchedule, listSchedules } from '../../src/contract/respond/schedules/schedule.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;
const berlin = { timezoneId: 'Europe/Berlin' };

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const onCallNames = async ({ admin }: TestServer) =>
  (await admin.call(listOnCall, { query: {} })).items.map(({ now }) => now.personName);

/** A weekly schedule of two people, the first of whom is on call now; returns its id. */
async function weekly(server: TestServer, participants: number[]): Promise<number> {
  const lastMonday = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
  const rotation = { unit: 'week' as const, every: 2, handoffTime: '00:00' };
  const layers = [{ name: 'Primary', rotation, startsOn: lastMonday, participants }];
  const body = { slug: 'primary', name: 'Primary', timeZone: 'UTC', definition: { layers } };
  return (await server.admin.call(createSchedule, { body })).id;
}

test('a weekly rotation is built from people and a preset, with its preview before it is saved', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  await asPerson(
    browser,
    server.url,
    ada.browser,
    async (page) => {
      await page.goto('/oncall');
      await page.getByRole('link', { name: 'New schedule' }).click();
      for (const name of ['Ada', 'Grace']) {
        await page.getByRole('combobox', { name: 'Add a person' }).click();
        await page.getByRole('option', { name, exact: true }).click();
      }
      await page.getByText('Somebody is on call at every moment of the next eight weeks.').waitFor();
      await page.getByRole('grid', { name: 'Preview, weeks 1 to 4' }).waitFor();
      await page.getByRole('button', { name: 'Only during certain hours' }).click();
      await page.getByRole('heading', { name: /gaps in the next eight weeks/ }).waitFor();
      await page.getByRole('button', { name: 'Remove hours 1' }).click();
      await page.getByRole('button', { name: 'Create schedule' }).click();
      await page.getByRole('grid', { name: 'Timeline of Primary on-call' }).waitFor();
    },
    berlin,
  );
  const { items } = await server.admin.call(listSchedules, { query: {} });
  expect(items).toMatchObject([
    {
      slug: 'primary-on-call',
      timeZone: 'Europe/Berlin',
      definition: {
        layers: [
          {
            rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
            participants: [ada.id, grace.id],
          },
        ],
      },
    },
  ]);
  expect(await onCallNames(server)).toEqual(['Ada']);
});

test('a shift is covered by two presses, taken back by undo, and moved through by arrows', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  const id = await weekly(server, [ada.id, grace.id]);
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/oncall/schedules/${id}`);
    const grid = page.getByRole('grid', { name: 'Timeline of Primary' });
    await grid
      .getByRole('button', { name: /^Final schedule: Ada/ })
      .first()
      .click();
    await page
      .getByRole('list', { name: 'People' })
      .getByRole('button', { name: /^Grace(?! on )/ })
      .click();
    await grid.getByRole('button', { name: /^Overrides: Grace/ }).waitFor();
    expect(await onCallNames(server)).toEqual(['Grace']);
    const [made] = (await server.admin.call(listOverrides, { params: { id }, query: {} })).items;
    // Until the shift itself ends, which may lie beyond what is shown.
    expect(Date.parse(made!.endsAt)).toBeGreaterThan(Date.now() + 86_400_000);

    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await onCallNames(server))[0] === 'Ada');

    await grid
      .getByRole('button', { name: /^Final schedule: Ada/ })
      .first()
      .focus();
    const focused = () => page.evaluate('document.activeElement.textContent');
    // What was covered until the undo stays on the record.
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^Overrides: Grace/);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^Primary: Ada/);
    await page.keyboard.press('Enter');
    const person = page.getByRole('textbox', { name: 'Person' });
    await person.fill('gra');
    // Enter takes whom the words found, and nobody before they were looked for.
    await expect.poll(() => person.getAttribute('aria-busy')).toBe('false');
    await page.keyboard.press('Enter');
    await eventually(async () => (await onCallNames(server))[0] === 'Grace');
  });
});

test('two shifts are swapped by three presses and taken back by undo', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  const id = await weekly(server, [ada.id, grace.id]);
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/oncall/schedules/${id}`);
    const grid = page.getByRole('grid', { name: 'Timeline of Primary' });
    await grid
      .getByRole('button', { name: /^Final schedule: Ada/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Swap for another shift' }).click();
    const shifts = page.getByRole('list', { name: 'Shifts to take for it' });
    await shifts.getByRole('button').first().waitFor();
    expect(await shifts.getByRole('button', { name: /^Ada/ }).count()).toBe(0);
    // The first of them has the focus.
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Messages' }).getByText('Grace and Ada swapped shifts.').waitFor();
    expect(await onCallNames(server)).toEqual(['Grace']);
    const { items } = await server.admin.call(listOverrides, { params: { id }, query: {} });
    expect(items.map(({ personName }) => personName)).toEqual(['Grace', 'Ada']);

    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await onCallNames(server))[0] === 'Ada');
  });
});

test('whoever looks takes over now, and on a phone the timeline is a list', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  const id = await weekly(server, [ada.id, grace.id]);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  await asPerson(
    browser,
    server.url,
    grace.browser,
    async (page) => {
      await page.goto('/oncall');
      await page.getByRole('button', { name: /^Take over now/ }).click();
      await page.getByText('Grace (you)').waitFor();
      expect(await onCallNames(server)).toEqual(['Grace']);
      await page.goto(`/oncall/schedules/${id}`);
      const agenda = page.getByRole('list', { name: 'Shifts' });
      await agenda.getByText('Grace (now)').waitFor();
      await agenda.getByText('Grace (now)').click();
      await page.getByText('Who covers this shift?').waitFor();
    },
    phone,
  );
});

test('a viewer sees who is on call and is told why nothing can be changed', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const viewer = await signInAs(server, 'viewer', 'Vera');
  const id = await weekly(server, [ada.id]);
  await asPerson(browser, server.url, viewer.browser, async (page) => {
    await page.goto('/oncall');
    expect(await page.getByRole('button', { name: /^Take over for 12 h/ }).isDisabled()).toBe(true);
    await page.goto(`/oncall/schedules/${id}`);
    await page
      .getByRole('button', { name: /^Final schedule: Ada/ })
      .first()
      .click();
    await page.getByText('Your role does not allow you to change who is on call.').waitFor();
  });
});
