import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { createPage } from '../../src/contract/respond/pages/responses.ts';
import { listHandoffNotes } from '../../src/contract/respond/schedules/handoff-notes.ts';
import { listOnCall } from '../../src/contract/respond/schedules/oncall.ts';
import { createOverride } from '../../src/contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
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

/** What the header hides half of is too small to press. */
const showTop = (page: Page) => page.evaluate("document.querySelector('h1').scrollIntoView({ block: 'center' })");

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000);

async function dailySchedule(server: TestServer, participants: number[], teamId: number | null = null) {
  const rotation = { unit: 'day' as const, every: 1, handoffTime: '00:00' };
  const startsOn = daysFromNow(-10).toISOString().slice(0, 10);
  const layers = [{ name: 'Daily', rotation, startsOn, participants }];
  const body = { slug: 'primary', name: 'Primary', timeZone: 'UTC', teamId, definition: { layers } };
  return (await server.admin.call(createSchedule, { body })).id;
}

test('a note is written beside what is open, comes back as a draft, reaches Home of the next one, and says who read it', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  const id = await dailySchedule(server, [grace.id]);
  await server.admin.call(createPage, { body: { target: { kind: 'schedule', id }, title: 'Disk of db-2 fills up' } });
  // Ada hands over to Grace in two hours.
  await server.admin.call(createOverride, {
    params: { id },
    body: { personId: ada.id, startsAt: new Date().toISOString(), endsAt: daysFromNow(2 / 24).toISOString() },
  });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Write a note for the next shift on Primary' }).click();
    const field = page.getByRole('textbox', { name: 'Note for the next shift' });
    await field.fill('Watch the **disk**.');
    const open = page.getByRole('list', { name: 'Open incidents and pages' });
    await open.getByRole('link', { name: 'Disk of db-2 fills up' }).waitFor();
    await showTop(page);
    expect(await violations(page)).toEqual([]);
    await page.goto('/');
    await page.goto(`/oncall/schedules/${id}`);
    await page.getByText(/^Draft from .* restored/).waitFor();
    await expect.poll(() => field.inputValue()).toBe('Watch the **disk**.');
    await page.getByRole('button', { name: 'Leave note' }).click();
    const note = page.getByRole('list', { name: 'Handoff notes' }).getByRole('listitem');
    await note.getByText('Nobody has read it yet.').waitFor();
    await note.getByRole('button', { name: 'Take back and edit' }).click();
    await field.fill('Watch the **disk** of db-2.');
    await page.getByRole('button', { name: 'Leave note' }).click();
    await note.getByText('Nobody has read it yet.').waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: 'On call now' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Handoff', exact: true }).count()).toBe(0);
  });
  await server.clock.advance('3 hours');
  await asPerson(browser, server.url, grace.browser, async (page) => {
    await page.goto('/');
    const notes = page.getByRole('list', { name: 'Handoff notes for you' });
    await notes.locator('strong', { hasText: 'disk' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await notes.getByRole('button', { name: 'Mark as read the note from Ada' }).click();
    await notes.waitFor({ state: 'detached' });
    await page.goto(`/oncall/schedules/${id}`);
    await page.getByText(/^Read by Grace/).waitFor();
  });
  const { items } = await server.admin.call(listHandoffNotes, { params: { id }, query: {} });
  expect(items).toMatchObject([{ text: 'Watch the **disk** of db-2.', readBy: [{ personId: grace.id }] }]);
});

test('a shadow is added for two weeks, named with their time, removed with an undo, and shown among all schedules', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  await signInAs(server, 'responder', 'Grace');
  const id = await dailySchedule(server, [ada.id]);
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/oncall/schedules/${id}`);
    await page.getByRole('button', { name: 'Add a shadow' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('combobox', { name: 'Person' }).click();
    await page.getByRole('option', { name: 'Grace', exact: true }).click();
    await showTop(page);
    expect(await violations(page)).toEqual([]);
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    const shadows = page.getByRole('list', { name: 'Shadows' });
    await shadows.getByText('Grace', { exact: true }).waitFor();
    await shadows.getByRole('button', { name: 'Remove the shadow Grace' }).click();
    await shadows.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await shadows.getByText('Grace', { exact: true }).waitFor();
    await page.goto('/oncall');
    await page.getByText('Shadowing: Grace.').waitFor();
    const all = page.getByRole('grid', { name: 'All schedules' });
    await all.getByRole('row', { name: /^Shadowing.*Grace/ }).waitFor();
    await page.goto('/oncall?view=table');
    // In two weeks if they begin in the middle of one.
    await page.getByRole('cell', { name: 'Grace (shadowing)' }).first().waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/oncall');
    await page.getByText('Grace, shadowing').first().waitFor();
    await page.getByText('By schedule', { exact: true }).click();
    await page.getByRole('region', { name: 'Primary' }).getByText('Grace, shadowing').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
  expect((await server.admin.call(listOnCall, {})).items.map(({ now }) => now.personName)).toEqual(['Ada']);
});

test('a holiday calendar is added from a file, marks its day on the schedule, comes back by undo or from the removed ones, and takes its day away when it is removed', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const team = await server.admin.call(createTeam, {
    body: { slug: 'payments', name: 'Payments', memberIds: [ada.id] },
  });
  const id = await dailySchedule(server, [ada.id], team.id);
  const day = daysFromNow(1).toISOString().slice(0, 10).replaceAll('-', '');
  const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:a', 'SUMMARY:Founders’ Day', `DTSTART;VALUE=DATE:${day}`];
  const file = [...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/teams/${team.id}`);
    await page.getByRole('button', { name: 'Add a calendar' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Name' }).fill('Public holidays');
    await form.getByText('File', { exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await form.getByRole('button', { name: /Choose a file|File/ }).click();
    await (await chooser).setFiles({ name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) });
    await form.getByText('holidays.ics').waitFor();
    expect(await violations(page)).toEqual([]);
    await form.getByRole('button', { name: 'Add calendar' }).click();
    const calendars = page.getByRole('list', { name: 'Holiday calendars' });
    await calendars.getByText('1 holiday ahead, from a file').waitFor();
    const holiday = page.getByText('Founders’ Day').first();
    await page.goto(`/oncall/schedules/${id}?weeks=4`);
    await holiday.waitFor();
    await page.goto(`/teams/${team.id}`);
    await calendars.getByRole('button', { name: 'Remove Public holidays' }).click();
    await calendars.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await calendars.getByText('1 holiday ahead, from a file').waitFor();
    await calendars.getByRole('button', { name: 'Remove Public holidays' }).click();
    await calendars.waitFor({ state: 'detached' });
    await page.goto(`/teams/${team.id}`);
    const removed = page.getByRole('list', { name: 'Removed calendars' });
    await removed.getByText('From a file').waitFor();
    expect(await violations(page)).toEqual([]);
    await removed.getByRole('button', { name: 'Restore Public holidays' }).click();
    await calendars.getByText('1 holiday ahead, from a file').waitFor();
    await removed.waitFor({ state: 'detached' });
    await calendars.getByRole('button', { name: 'Remove Public holidays' }).click();
    await removed.getByText('From a file').waitFor();
    await page.goto(`/oncall/schedules/${id}?weeks=4`);
    await page.getByRole('grid', { name: 'Timeline of Primary' }).waitFor();
    expect(await holiday.count()).toBe(0);
  });
});
