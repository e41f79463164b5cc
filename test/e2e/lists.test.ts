/** What all lists share: filters in the address, order, columns, saved views and export. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listViews } from '../../src/contract/directory/views.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { insertSource } from '../harness/sources.ts';
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

/** Three open alerts; the first two share a page. */
async function insertAlerts({ db }: TestServer): Promise<void> {
  const source = await insertSource(db, 'generic');
  await db.query(
    `with made as (
       insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, labels)
       select $1, t, sha256(convert_to(t, 'UTF8')), 'triggered', s, t, jsonb_build_object('env', e)
       from (values ('Disk full', 3, 'prod'), ('Queue long', 1, 'prod'), ('Latency', 2, 'test')) v (t, s, e)
       returning id, title),
     page as (
       insert into pages (policy, title, severity, urgency, group_hash, alert_count, state)
       values ('{}', 'Group', 2, 'high', sha256('group'), 2, 'resolved') returning id)
     insert into page_alerts (page_id, alert_id) select page.id, made.id from page, made where title <> 'Latency'`,
    [source.id],
  );
}

test('a view keeps filters, order and columns; the list opens with it, is cleared of it, and gets it back', async () => {
  const server = await startTestServer();
  await insertAlerts(server);
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    const titles = () =>
      page.getByRole('grid', { name: 'Alerts' }).locator('[data-title] > a:first-child').allTextContents();
    await page.goto('/alerts?label=env%3Dprod');
    await expect.poll(titles).toEqual(['Queue long', 'Disk full']);
    await page.getByText('2 alerts').waitFor();
    await expect.poll(() => page.getByText('+1 on page').count()).toBe(2);
    await page.getByRole('columnheader', { name: 'Severity' }).getByRole('button').click();
    await page.waitForURL(/sort=severity/);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Labels' }).check();
    await page.keyboard.press('Escape');
    await page.getByText('env=prod').first().waitFor();

    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Production');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name: 'Production' }).click();
    await page.getByRole('menuitem', { name: 'Make it your default' }).click();
    await page.getByText('This list opens with this view.').first().waitFor();

    await page.goto('/alerts');
    await page.waitForURL(/label=env/);
    await expect.poll(titles).toEqual(['Queue long', 'Disk full']);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(titles).toEqual(['Latency', 'Queue long', 'Disk full']);

    await page.goto('/alerts');
    await page.getByRole('button', { name: 'Production' }).click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await page.getByText('Deleted the view “Production”.').first().waitFor();
    const names = async () => (await ada.call(listViews, {})).items.map(({ name }) => name);
    expect(await names()).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Production' }).waitFor();
    expect(await names()).toEqual(['Production']);
  });
});

test('the download holds what the filters show', async () => {
  const server = await startTestServer();
  await insertAlerts(server);
  const { browser: ada } = await signInAs(server, 'viewer', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/alerts?severity=1&severity=2');
    await page.getByText('2 alerts').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('alerts.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual(['Latency', 'Queue long']);
  });
});

test('pages are selected by keys, acknowledged together, and given back', async () => {
  const server = await startTestServer();
  await server.db.query(
    `insert into pages (policy, title, severity, urgency, group_hash)
     select '{"steps":[],"repeat":0,"catchAll":null}', t, 2, 'high', sha256(convert_to(t, 'UTF8'))
     from unnest(array['First', 'Second', 'Third']) t`,
  );
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/pages');
    await page.getByRole('row', { name: /Third/ }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('e');
    await page.getByText('Acknowledged 2 pages. Nobody else will be notified.').first().waitFor();
    const acknowledged = () => page.getByRole('row', { name: /Acknowledged.*Ada/ }).count();
    await expect.poll(acknowledged).toBe(2);
    await page.keyboard.press('z');
    await expect.poll(acknowledged).toBe(0);
  });
});
