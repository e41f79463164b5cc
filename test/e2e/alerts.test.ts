import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { getPage, listPages } from '../../src/contract/respond/pages/page.ts';
import { snoozePage } from '../../src/contract/respond/pages/responses.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';
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

const statesOf = async ({ admin }: TestServer) => {
  const { items } = await admin.call(listAlerts, { query: { state: 'all' } });
  return Object.fromEntries(items.map(({ title, state }) => [title, state]));
};

/** Ada and Grace on a ladder of two steps, both reached by a webhook. */
async function ladderOfTwo() {
  const server = await startTestServer();
  const world = worldThrough(server);
  const receiver = await startReceiver();
  onTestFinished(receiver.stop);
  const ada = await world.personByWebhook('Ada', receiver);
  const grace = await world.personByWebhook('Grace', receiver);
  const source = await world.paging([askPerson(ada), askPerson(grace)]);
  return { server, world, receiver, ada, grace, source };
}

test('alerts are merged by M and given back by Z, and one leaves its group on its own screen', async () => {
  const { server, ada, source } = await ladderOfTwo();
  for (const title of ['Disk full', 'Latency']) expect(await sendEvent(source, { key: title })).toBe(202);
  const pagesBehind = async () => (await server.admin.call(listPages, { query: { state: 'unresolved' } })).items.length;
  await eventually(async () => (await pagesBehind()) === 2);

  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/alerts');
    const row = page.getByRole('row', { name: /Disk full/ });
    await row.focus();
    await page.keyboard.press('x');
    await page.getByRole('row', { name: /Latency/ }).focus();
    await page.keyboard.press('x');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('m');
    await row.getByText('+1 on page').waitFor();
    expect(await pagesBehind()).toBe(1);
    await page.keyboard.press('z');
    await row.getByText('+1 on page').waitFor({ state: 'detached' });
    expect(await pagesBehind()).toBe(2);

    for (const name of [/Disk full/, /Latency/]) {
      await page.getByRole('row', { name }).focus();
      await page.keyboard.press('x');
    }
    await page.getByRole('button', { name: 'Merge' }).click();
    await row.getByText('+1 on page').waitFor();
    await row.focus();
    await page.keyboard.press('Enter');
    const group = page.getByRole('region', { name: 'Group' });
    await group.getByRole('link', { name: 'Latency' }).waitFor();
    await page.keyboard.press('Shift+M');
    await group.waitFor({ state: 'detached' });
    await eventually(async () => (await pagesBehind()) === 2);
  });
});

test('an alert without a page is snoozed by S, says so everywhere, and is given back by Z', async () => {
  const server = await startTestServer();
  const source = await worldThrough(server).source('pagerduty-events-v2', null);
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  expect(await sendEvent(source, { key: 'Certificate expires', severity: 'info' })).toBe(202);
  await eventually(async () => (await statesOf(server))['Certificate expires']);

  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/alerts');
    await page.getByRole('row', { name: /Certificate expires/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Snooze' }).waitFor();
    await page.keyboard.press('s');
    await page.getByText('Snoozed “Certificate expires” for an hour.').first().waitFor();
    await page.getByText('it is snoozed').first().waitFor();
    await page.keyboard.press('z');
    await page.getByText('The snooze was cancelled by Ada.').waitFor();
    await page.getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('menuitem', { name: /^Until 08:00/ }).waitFor();
    await page.getByRole('menuitem', { name: 'For 4 hours' }).click();
    await page.getByText('Snoozed until').first().waitFor();
    await page.goto('/alerts');
    await page
      .getByRole('row', { name: /Certificate expires/ })
      .getByText('Snoozed')
      .waitFor();
  });
});

test('selected alerts are snoozed by S, each by its page or by itself, and given back by Z', async () => {
  const { server, receiver, ada, source } = await ladderOfTwo();
  expect(await sendEvent(source, { key: 'Disk full' })).toBe(202);
  expect(await sendEvent(source, { key: 'Certificate expires', severity: 'info' })).toBe(202);
  const pages = async () => (await server.admin.call(listPages, { query: { state: 'unresolved' } })).items;
  await eventually(async () => (await pages()).length === 1 && (await statesOf(server))['Certificate expires']);

  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/alerts');
    for (const name of [/Disk full/, /Certificate expires/]) {
      await page.getByRole('row', { name }).focus();
      await page.keyboard.press('x');
    }
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Snooze 1 h' }).waitFor();
    await page.keyboard.press('s');
    await page.getByText('Snoozed 2 alerts for an hour.').first().waitFor();
    const { snoozedUntil } = (await pages())[0]!;
    expect(Date.parse(snoozedUntil!)).toBeGreaterThan(Date.now());
    expect((await statesOf(server))['Disk full']).toBe('acknowledged');
    await page
      .getByRole('row', { name: /Certificate expires/ })
      .getByText('Snoozed')
      .waitFor();
    await page.keyboard.press('z');
    await eventually(async () => (await pages())[0]?.state === 'open');
    await page
      .getByRole('row', { name: /Certificate expires/ })
      .getByText('Snoozed')
      .waitFor({ state: 'detached' });
  });
  await eventually(() => receiver.messages.length > 1);
});

test('a snooze of a page that was to page again by itself is undone to that time', async () => {
  const { server, ada, source } = await ladderOfTwo();
  expect(await sendEvent(source, { key: 'Disk full' })).toBe(202);
  const pages = async () => (await server.admin.call(listPages, { query: { state: 'unresolved' } })).items;
  const { id } = await eventually(async () => (await pages())[0]);
  const until = new Date(Date.now() + 5 * 3_600_000).toISOString();
  await server.admin.call(snoozePage, { params: { id }, body: { until } });

  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/pages');
    await page.getByRole('row', { name: /Disk full/ }).focus();
    await page.keyboard.press('s');
    await page.getByText('for an hour').first().waitFor();
    expect((await pages())[0]!.snoozedUntil).not.toBe(until);
    await page.keyboard.press('z');
    await eventually(async () => (await pages())[0]!.snoozedUntil === until);
  });
});

test('selected pages are reassigned by A, and whoever gets them is paged', async () => {
  const { server, receiver, ada, grace, source } = await ladderOfTwo();
  for (const key of ['Disk full', 'Latency']) expect(await sendEvent(source, { key })).toBe(202);
  await eventually(
    async () => (await server.admin.call(listPages, { query: { state: 'unresolved' } })).items.length === 2,
  );
  const ofGrace = () => receiver.messages.filter(({ path, code }) => path === grace.path && !code).length;

  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/pages');
    for (const name of [/Disk full/, /Latency/]) {
      await page.getByRole('row', { name }).focus();
      await page.keyboard.press('x');
    }
    await page.getByRole('button', { name: 'Reassign' }).waitFor();
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Reassign 2 pages' });
    await dialog.getByLabel('To whom?').first().fill('Grace');
    await page.getByRole('option', { name: 'Grace' }).click();
    await dialog.getByRole('button', { name: 'Reassign and page' }).click();
    await page.getByText('Reassigned 2 pages: they are paged now').first().waitFor();
  });
  await eventually(() => ofGrace() >= 1);
});

test('alerts are acknowledged by E and given back by Z, and a filter stands in the address', async () => {
  const server = await startTestServer();
  const source = await worldThrough(server).source('pagerduty-events-v2', null);
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  for (const title of ['Disk full', 'Latency']) expect(await sendEvent(source, { key: title })).toBe(202);
  await eventually(async () => (await statesOf(server)).Latency);

  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/alerts');
    const row = page.getByRole('row', { name: /Disk full/ });
    await row.focus();
    await page.keyboard.press('e');
    await row.getByText('Acknowledged').waitFor();
    await eventually(async () => (await statesOf(server))['Disk full'] === 'acknowledged');
    expect(await statesOf(server)).toMatchObject({ Latency: 'triggered' });

    await page.keyboard.press('z');
    await row.getByText('Triggered').waitFor();
    await eventually(async () => (await statesOf(server))['Disk full'] === 'triggered');

    await page.keyboard.press('f');
    await page.keyboard.type('disk');
    await page.waitForURL('**/alerts?text=disk');
    await page.getByRole('row', { name: /Latency/ }).waitFor({ state: 'detached' });
    await page.reload();
    await row.waitFor();
    expect(await page.getByRole('row', { name: /Latency/ }).count()).toBe(0);
  });
});

test('whoever goes back to a list is at the row they left it from, and whoever closes a dialog where they opened it', async () => {
  const server = await startTestServer();
  const source = await worldThrough(server).source('pagerduty-events-v2', null);
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  for (const title of ['Disk full', 'Latency', 'Queue grows'])
    expect(await sendEvent(source, { key: title })).toBe(202);
  await eventually(async () => Object.keys(await statesOf(server)).length === 3);
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/alerts');
    await page.getByRole('row', { name: /Disk full/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Disk full' }).waitFor();
    const left = page.locator('[role="row"]:focus', { hasText: 'Disk full' });
    // The page may take the focus for itself once more when its rows are there already.
    await page.evaluate(`
      const later = () => {
        if (document.activeElement?.getAttribute('role') === 'row') document.getElementById('main')?.focus();
        else requestAnimationFrame(later);
      };
      window.addEventListener('popstate', () => requestAnimationFrame(later), { once: true });
    `);
    await page.goBack();
    await left.waitFor();

    await page.getByRole('button', { name: 'Declare' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /What do customers notice/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Declare' }).waitFor();
  });
});

test('an alert tells its whole story, and taking it stops the ladder for everybody', async () => {
  const { server, receiver, ada, source } = await ladderOfTwo();
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/');
    await page.getByText('You have no open pages.').waitFor();
    expect(await sendEvent(source, { key: 'checkout', title: 'Checkout <b>fails</b>' })).toBe(202);
    // It shows itself without being asked for.
    const ringing = page.getByRole('complementary', { name: 'Ringing page' });
    await ringing.getByText('You are paged: Checkout <b>fails</b>').waitFor();
    await ringing.getByText(/Escalates to step 2 in \d:\d\d/).waitFor();
    await expect.poll(() => page.title()).toBe('(1) Home · Evenkeel');
    await page
      .getByRole('grid', { name: 'My pages' })
      .getByText(/Escalates to step 2 in \d:\d\d/)
      .waitFor();
    await eventually(() => receiver.pages().length === 1);

    // It lies over no button of a drawer or dialog, however small the window.
    for (const [width, path, button] of [
      [1280, '/oncall', 'Add a calendar'],
      [390, '/me/contact-methods', 'Add contact method'],
    ] as const) {
      await page.setViewportSize({ width, height: 500 });
      await page.goto(path);
      await page.getByRole('button', { name: button }).first().click();
      await ringing.waitFor();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      const lower = async (part: typeof dialog) => part.boundingBox().then((box) => box!.y + box!.height);
      const edge = async () => (await ringing.boundingBox())!.y;
      await expect.poll(async () => (await lower(dialog)) <= (await edge()) + 1).toBe(true);
      await page.keyboard.press('Escape');
    }
    await page.setViewportSize({ width: 1280, height: 800 });

    const { items } = await server.admin.call(listAlerts, {});
    await page.goto(`/alerts/${items[0]!.id}`);
    const story = page.getByRole('region', { name: 'Timeline' });
    await story.getByText('A signal reports a problem').waitFor();
    await story.getByText('The alert was triggered.').waitFor();
    await story.getByText(/Page \d+ started by “Policy”/).waitFor();
    await story.getByText(/step 2 notifies Grace/).waitFor();
    await story.getByText('sent').first().click();
    await story.getByText(/Attempt 1/).waitFor();
    await story.getByText('A signal reports a problem').click();
    await story.getByText('Raw signal').click();
    await story.getByText('"event_action": "trigger"').waitFor();

    // Whoever opens the product now is told as well.
    await ringing.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await page.keyboard.press('e');
    await story.getByText('Acknowledged by Ada.').waitFor();
    await ringing.waitFor({ state: 'detached' });
    await story.getByText(/step 2 notifies Grace/).waitFor({ state: 'detached' });
    await expect.poll(() => page.title()).toBe('Checkout <b>fails</b> · Evenkeel');
  });
  const { items } = await server.admin.call(listPages, {});
  expect(items).toMatchObject([{ state: 'acknowledged', acknowledgedBy: { name: 'Ada' } }]);
  await server.clock.advance('10 minutes');
  const { notifications } = await server.admin.call(getPage, { params: { id: items[0]!.id } });
  expect(notifications.map(({ person }) => person.name)).toEqual(['Ada']);
});

test('somebody is paged by hand with P from any screen', async () => {
  const { server, receiver, ada, grace } = await ladderOfTwo();
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/maintenance');
    await page.getByRole('heading', { name: 'Maintenance', level: 1 }).waitFor();
    await page.keyboard.press('p');
    await page.getByLabel('Who?').first().fill('Grace');
    await page.getByRole('option', { name: 'Grace' }).click();
    await page.getByLabel('What is it about?').fill('Please look at the queue');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'View page' }).click();
    await page.getByRole('heading', { name: 'Please look at the queue' }).waitFor();
    await page.getByText('None: this page was sent by hand.').waitFor();
  });
  const message = await eventually(() => receiver.pages()[0]);
  expect(message).toMatchObject({ path: grace.path, title: 'Please look at the queue' });
});

// These run in the service worker, whose types are not those of this file.
const shownNotifications =
  "registration.getNotifications().then((all) => all.map(({ title, body }) => title + ': ' + body))";
/** Presses the button, and returns how many notifications are there while the server is asked. */
const pressAcknowledge = `registration.getNotifications().then(async ([notification]) => {
  dispatchEvent(new NotificationEvent('notificationclick', { notification, action: 'acknowledge' }));
  return (await registration.getNotifications()).length;
})`;

test('a browser notification acknowledges by its button, without a tab and without a sign-in', async () => {
  const { server, receiver, ada, source } = await ladderOfTwo();
  await sendEvent(source, { key: 'push', title: 'Queue stuck' });
  const message = await eventually(() => receiver.pages()[0]);
  const { pathname } = new URL(message.acknowledgeUrl!);
  const payload = {
    kind: 'page',
    title: '[SEV1] Queue stuck',
    body: 'Checkout',
    tag: 'page-1',
    link: `${server.url}/pages/1`,
    acknowledgeLink: server.url + pathname,
    actions: [{ action: 'acknowledge', title: 'Acknowledge' }],
    requireInteraction: true,
    at: new Date().toISOString(),
  };
  const script = await readFile('src/web/public/sw.js', 'utf8');
  expect(await (await fetch(`${server.url}/sw.js`)).text()).toBe(script);

  const context = await browser.newContext({ baseURL: server.url, permissions: ['notifications'] });
  try {
    const page = await context.newPage();
    await page.goto('/sign-in');
    const started = context.waitForEvent('serviceworker');
    await page.evaluate(
      "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 1)",
    );
    const worker = await started;
    const titles = () => worker.evaluate(shownNotifications);
    const push = (content: object) =>
      worker.evaluate(`dispatchEvent(new PushEvent('push', { data: ${JSON.stringify(JSON.stringify(content))} })); 1`);
    await push({ ...payload, acknowledgeLink: `${server.url}/a/gone` });
    await expect.poll(titles).toEqual(['[SEV1] Queue stuck: Checkout']);
    await worker.evaluate(pressAcknowledge);
    const refused = 'It could not be acknowledged from here. Open it and acknowledge there.';
    await expect.poll(titles).toEqual([`[SEV1] Queue stuck: ${refused}`]);

    await push(payload);
    await expect.poll(titles).toEqual(['[SEV1] Queue stuck: Checkout']);
    // A notification that is closed first can take the one that replaces it along.
    expect(await worker.evaluate(pressAcknowledge)).toBe(1);
    await expect.poll(titles).toEqual(['[SEV1] Queue stuck: Acknowledged. Nobody else will be notified.']);
  } finally {
    await context.close();
  }
  const { items } = await server.admin.call(listPages, {});
  expect(items).toMatchObject([{ state: 'acknowledged', acknowledgedBy: { name: 'Ada', personId: ada.id } }]);
});
