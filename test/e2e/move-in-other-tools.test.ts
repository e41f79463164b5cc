import { strToU8, zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPeople } from '../../src/contract/directory/people.ts';
import { getSeverities, updateSeverities } from '../../src/contract/respond/severities.ts';
import { goalertOrganisation } from '../../src/domain/move-in/goalert/organisation-for-tests.ts';
import { oncallOrganisation } from '../../src/domain/move-in/oncall/organisation-for-tests.ts';
import { asBackupFolder, opsgenieOrganisation } from '../../src/domain/move-in/opsgenie/organisation-for-tests.ts';
import { pagerdutyOrganisation } from '../../src/domain/move-in/pagerduty/organisation-for-tests.ts';
import { squadcastOrganisation } from '../../src/domain/move-in/squadcast/organisation-for-tests.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
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

function backup(seed: number): Buffer {
  const dump = opsgenieOrganisation(seed, { people: 9, teams: 3, schedules: 5 }, Date.now());
  const files = asBackupFolder(dump).map(({ path, text }) => [path, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

test('an export of Opsgenie is planned, applied and proven in the browser, also on a narrow screen', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const { rules } = await server.admin.call(getSeverities, {});
  const everything = rules.map((rule) => (rule.severity === 5 ? { ...rule, urgency: 'low' as const } : rule));
  await server.admin.call(updateSeverities, { body: { rules: everything } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/move-in');
    const section = page.getByRole('region', { name: 'People, schedules and policies' });
    await section.getByRole('button', { name: 'Choose an export' }).waitFor();
    const choose = (name: string, buffer: Buffer) =>
      section.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer });
    const archive = backup(3);
    await choose('broken.json', Buffer.from('{"teams":[{"id":"t1"}]}'));
    await section.getByText('The export cannot be read.').waitFor();

    await choose('backup.zip', archive);
    await section.getByRole('heading', { name: 'Plan for backup.zip' }).waitFor({ timeout: 90_000 });
    await section.getByText('Phone numbers and foreign addresses arrive unverified').waitFor();
    await section.getByText('Equal: the same people are on call').waitFor();
    expect((await server.admin.call(listPeople, { query: { limit: 200 } })).items).toHaveLength(1);
    expect(await violations(page)).toEqual([]);

    await section.getByRole('button', { name: 'Apply' }).click();
    await section.getByRole('heading', { name: 'Proof: what is here now' }).waitFor();
    await section.getByText('Equal: the same people are on call').waitFor();
    expect((await server.admin.call(listPeople, { query: { limit: 200 } })).items).toHaveLength(10);

    await page.setViewportSize({ width: 320, height: 800 });
    await choose('backup.zip', archive);
    await section.getByText('Everything is here already').waitFor();
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wider).toBeLessThanOrEqual(0);
  });
});

test('a priority that pages nobody here is shown as a difference, with the reason', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/move-in');
    const section = page.getByRole('region', { name: 'People, schedules and policies' });
    await section.locator('input[type=file]').setInputFiles({
      ...{ name: 'backup.zip', mimeType: 'application/zip' },
      buffer: backup(4),
    });
    await section.getByRole('heading', { name: 'Plan for backup.zip' }).waitFor({ timeout: 90_000 });
    // SEV5 pages nobody until somebody says otherwise, and the proof says so.
    await section.getByText('Alerts that page somebody else').click();
    await section.getByText('Alerts of SEV5 page nobody here, by the severities.').first().waitFor();
  });
});

test('PagerDuty, Grafana OnCall, GoAlert and Squadcast move in from one JSON document, in the same way', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const { rules } = await server.admin.call(getSeverities, {});
  const everything = rules.map((rule) => (rule.severity === 5 ? { ...rule, urgency: 'low' as const } : rule));
  await server.admin.call(updateSeverities, { body: { rules: everything } });
  const size = { people: 9, teams: 3, schedules: 5 };
  const incidents = Array.from({ length: 30_000 }, (_, id) => ({ id, title: 'What is no setup, and large' }));
  const exports = {
    PagerDuty: { ...pagerdutyOrganisation(3, size, Date.now()), incidents },
    'Grafana OnCall': oncallOrganisation(3, size, Date.now()),
    GoAlert: goalertOrganisation(3, size, Date.now()),
    Squadcast: squadcastOrganisation(3, size, Date.now()),
  };
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/move-in');
    const section = page.getByRole('region', { name: 'People, schedules and policies' });
    for (const [tool, dump] of Object.entries(exports)) {
      await section.getByText(tool, { exact: true }).click();
      await section.locator('input[type=file]').setInputFiles({
        ...{ name: `${tool}.json`, mimeType: 'application/json' },
        buffer: Buffer.from(JSON.stringify(dump)),
      });
      await section.getByRole('heading', { name: `Plan for ${tool}.json` }).waitFor({ timeout: 90_000 });
      await section.getByText('Equal: the same people are on call').waitFor();
      await section.getByRole('button', { name: 'Apply' }).click();
      await section.getByRole('heading', { name: 'Proof: what is here now' }).waitFor({ timeout: 90_000 });
      await section.getByText('Equal: the same people are on call').waitFor();
    }
    expect(await violations(page)).toEqual([]);
    expect((await server.admin.call(listPeople, { query: { limit: 200 } })).items).toHaveLength(10);
  });
});
