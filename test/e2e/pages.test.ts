import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addContactMethodOf } from '../../src/contract/directory/contact-methods.ts';
import { createService } from '../../src/contract/directory/services.ts';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { createEscalationPolicy } from '../../src/contract/respond/escalation-policies.ts';
import { addProvider } from '../../src/contract/respond/providers.ts';
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

/** A word that no line of a phone holds. */
const longWord = 'Super'.padEnd(80, 'califragilistic');

/** One of everything, with a gap, an open turn, a weak spot and long words in it; returns its admin and the pages. */
async function furnish(server: TestServer) {
  const { admin } = server;
  const ada = await signInAs(server, 'admin', 'Ada');
  const grace = await signInAs(server, 'responder', longWord);
  const address = { channel: 'email', label: 'Work mail', settings: { address: ada.email }, verified: true };
  await admin.call(addContactMethodOf, { params: { id: ada.id }, body: address });
  const team = await admin.call(createTeam, { body: { slug: 'payments', name: longWord, memberIds: [ada.id] } });
  const startsOn = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
  const rotation = { unit: 'day' as const, every: 1, handoffTime: '09:00' };
  const restrictions = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
  const participants = [ada.id, grace.id, null];
  const layers = [{ name: longWord, rotation, startsOn, participants, restrictions }];
  const schedule = await admin.call(createSchedule, {
    body: { slug: 'primary', name: longWord, teamId: team.id, timeZone: 'Europe/Berlin', definition: { layers } },
  });
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const times = { startsAt: inHours(30), endsAt: inHours(60) };
  await admin.call(createOverride, { params: { id: schedule.id }, body: { personId: grace.id, ...times } });
  const steps = [
    { delaySeconds: 300, targets: [{ kind: 'schedule' as const, id: schedule.id }] },
    { delaySeconds: 600, targets: [{ kind: 'person' as const, id: grace.id }] },
  ];
  const policy = await admin.call(createEscalationPolicy, {
    body: { slug: 'payments', name: longWord, definition: { steps, repeat: 1 } },
  });
  const service = await admin.call(createService, {
    body: { slug: 'checkout', name: longWord, teamId: team.id, tier: 1, escalationPolicyId: policy.id },
  });
  const provider = await admin.call(addProvider, {
    body: { kind: 'ntfy', name: longWord, settings: { url: 'https://ntfy.example.org' } },
  });
  const pages = [
    '/oncall',
    '/oncall/schedules',
    '/oncall/schedules/new',
    `/oncall/schedules/${schedule.id}?weeks=4&zone=utc`,
    `/oncall/schedules/${schedule.id}/edit`,
    '/escalation-policies',
    '/escalation-policies/new',
    `/escalation-policies/${policy.id}`,
    `/escalation-policies/${policy.id}/edit`,
    '/services',
    `/services/${service.id}`,
    '/teams',
    `/teams/${team.id}`,
    '/people',
    `/people/${grace.id}`,
    '/me',
    '/me/contact-methods',
    '/me/security',
    '/me/tokens',
    '/settings/audit',
    '/settings/providers',
    '/settings/providers/new?kind=twilio',
    `/settings/providers/${provider.id}`,
    '/settings/system',
    '/settings/api',
  ];
  return { person: ada, pages };
}

const looks = [
  { name: 'wide and light', size: { width: 1280, height: 800 }, colorScheme: 'light', onlyColors: false },
  { name: 'wide and dark', size: { width: 1280, height: 800 }, colorScheme: 'dark', onlyColors: true },
  { name: 'narrow and dark', size: { width: 320, height: 640 }, colorScheme: 'dark', onlyColors: false },
] as const;

test('every page meets WCAG 2.2 AA as far as a machine can tell and fits its screen', async () => {
  const server = await startTestServer();
  const { person, pages } = await furnish(server);
  const found: Record<string, unknown> = {};
  await asPerson(browser, server.url, person.browser, async (page) => {
    for (const path of pages) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      const loading = page.getByRole('status').filter({ hasText: /^(Loading|Working|Checking)/ });
      for (const { name, size, colorScheme, onlyColors } of looks) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
        await loading.first().waitFor({ state: 'detached' });
        const faults = await violations(page, { onlyColors });
        const excess = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
        if (faults.length > 0 || excess > 0) found[`${path}, ${name}`] = { faults, excess };
      }
    }
  });
  expect(found).toEqual({});
}, 420_000);

test('what is not there says so in the words of the server, with a way back', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'viewer', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    for (const [path, above] of [
      ['/teams/99', 'Teams'],
      ['/services/99', 'Services'],
      ['/people/99', 'People'],
      ['/oncall/schedules/99', 'Schedules'],
      ['/escalation-policies/99', 'Escalation policies'],
      ['/incidents/99', 'Incidents'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('alert').getByText('Not found').waitFor();
      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: above }).waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    }
    await page.goto('/teams');
    await page.getByText('No teams yet').waitFor();
    expect(await page.getByRole('banner').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'New team' }).first().isDisabled()).toBe(true);
  });
});
