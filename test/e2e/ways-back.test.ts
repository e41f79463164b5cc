/** What people look back for: earlier versions, what was removed, what was linked by mistake, who knocked at the door. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { signIn } from '../../src/contract/directory/session.ts';
import { getPostmortem, requestPostmortem, writePostmortem } from '../../src/contract/learn/postmortems.ts';
import { createReview, listReviews } from '../../src/contract/program/reviews.ts';
import { createRunbook, getRunbook, updateRunbook } from '../../src/contract/resolve/runbooks.ts';
import { declareIncident, moveIncident } from '../../src/contract/respond/incidents/changes.ts';
import { getIncident } from '../../src/contract/respond/incidents/room.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { openBrowser } from '../harness/programs/browser.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { sharedServer } from '../harness/server.ts';
import { sendEvent, worldThrough } from '../harness/world.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, violations } from './product.ts';

const server = sharedServer();
let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

async function asAda(use: (page: Page) => Promise<void>) {
  const running = await server();
  const ada = await signInAs(running, 'admin', 'Ada');
  await asPerson(browser, running.url, ada.browser, use);
}

const told = (page: Page, words: string) => page.getByRole('region', { name: 'Messages' }).getByText(words);

test('an earlier version of a runbook shows what changed since, and is restored as the newest', async () => {
  const { admin } = await server();
  const first = { slug: 'search', title: 'Search is slow', body: '- [ ] Look at the index\n- [ ] Restart it\n' };
  const { id } = await admin.call(createRunbook, { body: first });
  await admin.call(updateRunbook, {
    params: { id },
    body: { ...first, title: 'Search', body: '- [ ] Look at the index\n- [ ] Rebuild it\n' },
  });
  await asAda(async (page) => {
    await page.goto(`/runbooks/${id}`);
    await page.getByRole('link', { name: 'Version 2' }).click();
    await page.getByText('Added: - [ ] Rebuild it').waitFor();
    await page.getByText('Removed: - [ ] Restart it').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`/runbooks/${id}/versions/1`);
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await told(page, 'Version 1 is restored as version 3.').waitFor();
    await page.getByRole('heading', { name: 'Search is slow', level: 1 }).waitFor();
  });
  expect(await admin.call(getRunbook, { params: { id } })).toMatchObject({ ...first, version: 3 });
});

test('an earlier version of a postmortem is restored, and a fresh draft stands next to what was written', async () => {
  const { admin } = await server();
  const { id } = await admin.call(declareIncident, { body: { title: 'Orders fail', severity: 4 } });
  await admin.call(moveIncident, { params: { id }, body: { to: 'resolved' } });
  const drafted = await admin.call(requestPostmortem, { params: { id }, body: {} });
  const written = `${drafted.markdown.trimEnd()}\n\nWe looked in the wrong place.\n`;
  await admin.call(writePostmortem, { params: { id }, body: { markdown: written } }, { ifMatch: drafted.version });
  await asAda(async (page) => {
    await page.goto(`/incidents/${id}/postmortem`);
    await page.getByRole('link', { name: 'Fresh draft' }).click();
    await page.getByText('Removed: We looked in the wrong place.').waitFor();
    await page.getByRole('button', { name: 'Copy draft' }).waitFor();
    await page.goto(`/incidents/${id}/postmortem/versions/${drafted.version}`);
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await told(page, `Version ${drafted.version} is restored as version ${drafted.version + 2}.`).waitFor();
  });
  const restored = await admin.call(getPostmortem, { params: { id } });
  expect(restored).toMatchObject({ markdown: drafted.markdown, version: drafted.version + 2 });
});

test('an alert is linked to an open incident from its own page, unlinked in the room, and linked again by the undo', async () => {
  const { admin } = await server();
  const source = await worldThrough(await server()).source('pagerduty-events-v2', null);
  await sendEvent(source, { key: 'queue', title: 'Queue grows', severity: 'info' });
  const alert = await eventually(
    async () => (await admin.call(listAlerts, { query: { text: 'Queue grows' } })).items[0] ?? null,
  );
  const incident = await admin.call(declareIncident, { body: { title: 'Mails are late', severity: 4 } });
  const linked = async () => (await admin.call(getIncident, { params: { id: incident.id } })).alertCount;
  await asAda(async (page) => {
    await page.goto(`/alerts/${alert.id}`);
    await page.getByRole('button', { name: 'Link to incident' }).click();
    await page.getByRole('combobox', { name: 'Incident' }).fill('mails');
    await page.getByRole('option', { name: /Mails are late/ }).click();
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await told(page, `Linked to ${incident.key}.`).waitFor();
    await page.getByRole('link', { name: incident.key, exact: true }).click();
    await page.getByRole('button', { name: 'Unlink Queue grows' }).click();
    await told(page, 'Alert unlinked.').waitFor();
    await expect.poll(linked).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(linked).toBe(1);
  });
});

test('a review that was not held can be deleted, after a question that names what goes with it', async () => {
  const { admin } = await server();
  const review = await admin.call(createReview, { body: { year: 2026, quarter: 1 } });
  await asAda(async (page) => {
    await page.goto(`/program/reviews/${review.id}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Its notes, attendees, invitations and decisions are deleted with it.').waitFor();
    await page.getByRole('button', { name: 'Delete review' }).click();
    await page.getByRole('heading', { name: 'Quarterly reviews', level: 1 }).waitFor();
  });
  expect((await admin.call(listReviews, {})).items).toEqual([]);
});

test('a task has a due time, and one that was removed comes back with it', async () => {
  const { admin } = await server();
  const incident = await admin.call(declareIncident, { body: { title: 'Search fails', severity: 4 } });
  const tasks = async () => (await admin.call(getIncident, { params: { id: incident.id } })).tasks;
  await asAda(async (page) => {
    await page.goto(`/incidents/${incident.id}`);
    await page.getByRole('textbox', { name: 'New task' }).fill('Rebuild the index');
    await page.getByRole('combobox', { name: 'When the new task is due' }).click();
    await page.getByRole('option', { name: 'Due in 30 min' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the task Rebuild the index' }).waitFor();
    const [added] = await tasks();
    const minutes = (Date.parse(added!.dueAt!) - Date.parse(added!.createdAt)) / 60_000;
    expect(Math.round(minutes)).toBe(30);
    await page.getByRole('button', { name: 'Remove the task Rebuild the index' }).click();
    await told(page, 'Task removed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(async () => (await tasks()).map(({ title, dueAt }) => [title, dueAt]))
      .toEqual([['Rebuild the index', added!.dueAt]]);
  });
});

test('who guesses a password stands among the security events, on a page that the checker finds nothing on', async () => {
  const { url } = await server();
  const guesser = openBrowser(url, { 'user-agent': 'Guesser/1' });
  await guesser.call(signIn, { body: { email: 'nobody@example.org', password: 'a wrong guess' } }).catch(() => {});
  await asAda(async (page) => {
    await page.goto('/settings/audit');
    await page.getByRole('main').getByRole('link', { name: 'security events' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Guesser/1' });
    await row.getByText('Failed sign-in').waitFor();
    await row.getByText('nobody@example.org').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
