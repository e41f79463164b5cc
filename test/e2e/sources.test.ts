import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createMaintenanceWindow } from '../../src/contract/detect/maintenance-windows.ts';
import { createRoute, listRoutes } from '../../src/contract/detect/routes.ts';
import { updateDefaultEscalationPolicy } from '../../src/contract/respond/escalation-policies.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
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

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('a new source waits for its first signal, turns green when it comes, and shows what was odd', async () => {
  const mail = await startSmtpSink();
  onTestFinished(mail.stop);
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const { browser: admin } = await signInAs(server, 'admin', 'Ada');
  // Green means that somebody would be paged.
  const world = worldThrough(server);
  const policy = await world.policy([askPerson(await world.personByMail('Grace'))]);
  await server.admin.call(updateDefaultEscalationPolicy, { body: { policyId: policy.id } });
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/sources');
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Search senders').fill('curl');
    await page.keyboard.press('Enter');
    await page.getByLabel('Name').fill('Nightly Scripts');
    await expect.poll(() => page.getByLabel('Slug').inputValue()).toBe('nightly-scripts');
    await page.getByRole('button', { name: 'Create source' }).click();
    // Who is paged is never left open.
    await page.getByText('Choose a service, or who is paged without one.').waitFor();
    await page.getByRole('radio', { name: /^The default escalation policy/ }).click();
    await page.getByRole('button', { name: 'Create source' }).click();

    await page.getByText('Waiting for the first signal…').waitFor();
    const address = await page.getByLabel('POST address', { exact: true }).inputValue();
    const { pathname } = new URL(address);
    expect(pathname).toMatch(/^\/in\/\w{16,}/);
    expect((await post(server.url + pathname, { title: 'Import failed', severity: 'critical' })).status).toBe(202);
    await page.locator('[data-heard]').getByText('The first signal has arrived.').waitFor();
    await page.getByRole('list').getByText('Import failed').first().click();
    await page.locator('pre').getByText('"title": "Import failed"').waitFor();
    await page.getByText('A signal reports a problem: Import failed').waitFor();

    await post(server.url + pathname, { title: 'Cache', state: 'sideways' });
    await page.getByText('Needs attention (1)').click();
    await page.getByText('Cache', { exact: true }).first().click();
    await page
      .getByText(/sideways/)
      .first()
      .waitFor();

    await page.getByRole('button', { name: 'Send a test signal' }).click();
    await page.getByRole('button', { name: 'Resolve' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).first().waitFor();
    // The change shows before the server has it, and can be undone from then on.
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('z');
    await page.getByText('Receiving').waitFor();
  });
});

test('a route is written with a preview over past alerts, and moved by the keyboard', async () => {
  const server = await startTestServer();
  const source = await worldThrough(server).source('generic', null);
  for (const team of ['web', 'data']) await post(source.url, { title: `Trouble of ${team}`, labels: { team }, team });
  const first = { slug: 'first', name: 'First', condition: { all: [] } };
  await server.admin.call(createRoute, { body: first });
  const { browser: admin } = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/routes');
    await page.getByRole('button', { name: 'First', exact: true }).waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Name', { exact: false }).first().fill('The web team');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Condition 1: label name').first().fill('team');
    await page.getByLabel('Condition 1: value').first().fill('web');
    const preview = page.getByRole('region', { name: 'Preview on past alerts' });
    await preview.getByText(/^1 of the latest \d alerts/).waitFor();
    await preview.getByText('label team is “web”, but it is “data”').waitFor();
    await page.keyboard.press('Control+Enter');

    const name = page.getByRole('button', { name: 'The web team', exact: true });
    await name.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('listitem').filter({ hasText: 'The web team' }).getByText('1', { exact: true }).waitFor();
    await expect
      .poll(async () => (await server.admin.call(listRoutes, {})).items.map(({ slug }) => slug))
      .toEqual(['the-web-team', 'first']);
  });
});

test('a route that retires a noisy alert becomes the first one, before those that would take the alert', async () => {
  const server = await startTestServer();
  const { browser: admin } = await signInAs(server, 'admin', 'Ada');
  const all = { slug: 'all', name: 'Everything', condition: { all: [] } };
  await server.admin.call(createRoute, { body: all });
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/routes?retire=Disk%20full');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('It becomes the first route').waitFor();
    await drawer.getByRole('button', { name: 'Create route' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add a route' }).click();
    expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe('');
  });
  const { items } = await server.admin.call(listRoutes, {});
  expect(items.map(({ name }) => name)).toEqual(['Page nobody: Disk full', 'Everything']);
});

test('maintenance is announced in the zone of the reader and ended again', async () => {
  const server = await startTestServer();
  const service = await worldThrough(server).service(null, 'Search');
  await server.admin.call(createMaintenanceWindow, {
    body: {
      title: 'Planned',
      startsAt: '2090-01-01T00:00:00Z',
      endsAt: '2090-01-01T01:00:00Z',
      serviceIds: [service.id],
    },
  });
  const { browser: responder } = await signInAs(server, 'responder', 'Ada');
  const inBerlin = { timezoneId: 'Europe/Berlin', locale: 'en-GB' };
  await asPerson(
    browser,
    server.url,
    responder,
    async (page) => {
      await page.goto('/maintenance');
      await page.getByText(/1 Jan 2090, 01:00 to 02:00 \S+ \(Europe\/Berlin\)/).waitFor();
      await page.keyboard.press('n');
      await page.getByLabel('Title').fill('Database upgrade');
      await page.getByText('In Europe/Berlin. Leave empty to start now.').waitFor();
      await page.getByRole('button', { name: 'Create' }).click();
      await page.getByText('Enter an end time.').waitFor();
      await page.getByRole('button', { name: '2 h' }).click();
      await page.getByLabel('Services').first().click();
      await page.getByRole('option', { name: 'Search' }).click();
      await page.keyboard.press('Control+Enter');
      const card = page.getByRole('listitem').filter({ hasText: 'Database upgrade' });
      await card.getByText('In progress').waitFor();
      await card.getByRole('button', { name: 'End now' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click();
      await card.waitFor({ state: 'detached' });
      await page.getByText('Past', { exact: true }).click();
      await page.waitForURL('**/maintenance?state=past');
      await card.getByText('Cancelled').waitFor();
    },
    inBerlin,
  );
});
