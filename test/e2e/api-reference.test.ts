import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
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

test('the built app tells of an endpoint what it takes, and gives a call that carries it', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'viewer', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/settings/api');
    await page.getByLabel('Search paths and summaries').fill('createOverride');
    await page.getByText('/api/v1/schedules/{id}/overrides').click();
    const parameters = page.getByRole('region', { name: 'Parameters of createOverride' });
    await parameters.getByRole('rowheader', { name: 'personId required' }).waitFor();
    await parameters.getByText('Whom of several people on call at once; left out, the first of them').waitFor();
    const call = await page.locator('code', { hasText: 'curl' }).last().innerText();
    expect(call).toContain(`${server.url}/api/v1/schedules/{id}/overrides`);
    expect(JSON.parse(/-d '(.*)'/.exec(call)![1]!)).toMatchObject({ personId: 1 });
  });
});
