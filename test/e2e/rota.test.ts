import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '../../src/contract/directory/people.ts';
import { listRotas } from '../../src/contract/respond/schedules/rotas.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, violations } from './product.ts';

const boxesThatScrollSideways = `[...document.querySelectorAll('main *')].filter((one) =>
  one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'auto').length`;

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('a rota is looked at beside the rotation, also on a phone, applied, undone, applied again and removed', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const participants = [ada.id];
  for (const name of ['Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus']) {
    const body = { name, email: `${name.toLowerCase()}@example.org`, role: 'responder' as const };
    participants.push((await server.admin.call(createPerson, { body })).id);
  }
  const layers = [
    {
      name: 'Primary',
      rotation: { unit: 'day' as const, every: 1, handoffTime: '09:00' },
      startsOn: '2026-01-01',
      participants,
    },
  ];
  const schedule = { slug: 'primary', name: 'Primary', timeZone: 'UTC', definition: { layers } };
  const { id } = await server.admin.call(createSchedule, { body: schedule });
  const rotas = async () => (await server.admin.call(listRotas, { params: { id } })).items.length;
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/oncall/schedules/${id}`);
    await page.getByRole('link', { name: 'Generate rota' }).click();
    await page.getByText(/^\d+ of 56 turns differ from the rotation\.$/).waitFor();
    const weeks = page.getByRole('textbox', { name: 'Weeks', exact: true });
    await weeks.fill('26');
    await page.getByText(/^These are 18\d turns, and 130 is the most\. Choose fewer weeks\.$/).waitFor();
    expect(await weeks.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Apply rota' }).isDisabled()).toBe(true);
    await weeks.fill('4');
    await page.getByText(/^\d+ of 28 turns differ from the rotation\.$/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.getByRole('list', { name: 'Turns' }).getByRole('listitem').nth(27).waitFor();
    expect(await page.evaluate(boxesThatScrollSideways)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await rotas()).toBe(0);
    // What can be undone is so for five seconds: the server is asked, and the screen looked at afterwards.
    const undo = (message: string) =>
      page.locator('fieldset', { hasText: message }).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Apply rota' }).click();
    await eventually(async () => expect(await rotas()).toBe(1));
    await undo('Rota applied.');
    await eventually(async () => expect(await rotas()).toBe(0));
    await page.getByRole('heading', { name: 'Rotas' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Generate rota' }).click();
    await page.getByRole('button', { name: 'Apply rota' }).click();
    await page.getByRole('button', { name: /^Remove rota/ }).click();
    await eventually(async () => expect(await rotas()).toBe(0));
    await undo('Rota removed.');
    await eventually(async () => expect(await rotas()).toBe(1));
    await page.getByRole('heading', { name: 'Rotas' }).waitFor();
  });
});
