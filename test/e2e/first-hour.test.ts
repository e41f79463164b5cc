/** A newcomer's first hour, as a newcomer has it: a fresh server, the printed link, and as few acts as possible. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { password, signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, violations } from './product.ts';

// Whole ways through the product, maybe on a busy machine; what is promised is measured inside.
vi.setConfig({ testTimeout: 180_000 });

let browser: Browser;
const nobody = () => ({ cookies: new Map<string, string>() });

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** A person before a screen: every press is an act and is counted; filling in a form is part of submitting it. */
function newcomer(page: Page) {
  const acts: string[] = [];
  const startedAt = performance.now();
  return {
    acts,
    async press(name: string) {
      acts.push(name);
      await page.getByRole('main').getByRole('button', { name, exact: true }).click();
    },
    seconds: () => (performance.now() - startedAt) / 1000,
  };
}

async function openSetup(page: Page, server: TestServer) {
  const { pathname, hash } = new URL(server.server.setupUrl!);
  await page.goto(pathname + hash);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel(/^Password/).fill(password);
}

const shots = process.env.EVENKEEL_TEST_SHOTS;
async function look(page: Page, name: string) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

async function untilTaken(page: Page) {
  await page.getByRole('heading', { name: 'Page acknowledged.' }).waitFor();
  await page
    .getByText(/\d s later/)
    .first()
    .waitFor();
}

const manners: [string, BrowserContextOptions][] = [
  ['a browser that may show notifications', { permissions: ['notifications'] }],
  ['a phone that may not', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
];

for (const [manner, options] of manners) {
  test(`four acts in under two minutes lead from the printed link to a page that rings in ${manner} and is taken`, async () => {
    const server = await startTestServer();
    await asPerson(
      browser,
      server.url,
      nobody(),
      async (page) => {
        const ada = newcomer(page);
        const width = options.viewport?.width ?? 1280;
        await openSetup(page, server);
        await look(page, `setup-${width}`);
        await ada.press('Create account');
        await page.getByRole('heading', { name: 'Your first page' }).waitFor();
        await page.getByRole('button', { name: 'Use this browser' }).waitFor();
        await look(page, `first-page-1-${width}`);
        expect(await violations(page)).toEqual([]);
        await ada.press('Use this browser');
        await page.getByText('Pages go to').waitFor();
        await look(page, `first-page-2-${width}`);
        await ada.press('Send a test alert');
        // A tab that is too busy to show it at once is asked again, up to three times; the clock below is the limit.
        await page.getByText(/^Notification sent to/).waitFor({ timeout: 90_000 });
        await page
          .getByText(/^You are paged:/)
          .first()
          .waitFor();
        await expect.poll(() => page.title()).toMatch(/^\(1\) /);
        if (options.permissions) expect(await notificationsShown(page)).toMatch(/Test alert/);
        await look(page, `first-page-3-${width}`);
        await ada.press('Acknowledge');
        await untilTaken(page);
        await page.getByText(/^You are paged:/).waitFor({ state: 'hidden' });
        expect(ada.acts.length, ada.acts.join(', ')).toBeLessThanOrEqual(4);
        expect(ada.seconds()).toBeLessThan(120);
        console.info(`first hour: ${ada.acts.length} acts, ${ada.seconds().toFixed(1)} s`);
        await look(page, `first-page-4-${width}`);
        expect(await violations(page)).toEqual([]);

        await page.getByRole('link', { name: 'See next steps' }).click();
        const steps = page.getByRole('main').getByRole('list').filter({ hasText: 'Connect your monitoring' });
        await steps.getByRole('listitem').nth(4).waitFor();
        expect(await steps.getByRole('listitem').count()).toBe(5);
        await look(page, `home-${width}`);
        await page.getByRole('button', { name: 'Dismiss: Invite a second person' }).click();
        await eventually(async () => (await steps.getByText('Invite a second person').count()) === 0);
      },
      options,
    );
  }, 180_000);
}

/** The titles of what the service worker of the page shows now. */
async function notificationsShown(page: Page): Promise<string> {
  const read = `navigator.serviceWorker.ready
    .then((worker) => worker.getNotifications())
    .then((shown) => shown.map(({ title }) => title).join())`;
  return eventually(() => page.evaluate<string>(read));
}

test('with a mail server four acts do as well, the code of the mail among them', async () => {
  const mail = await startSmtpSink();
  onTestFinished(mail.stop);
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  await asPerson(browser, server.url, nobody(), async (page) => {
    const ada = newcomer(page);
    await openSetup(page, server);
    await ada.press('Create account');
    await ada.press('E-mail me instead');
    const code = await eventually(() => /code is (\d{8})/.exec(mail.mails[0]?.text ?? '')?.[1]);
    await page.getByLabel('Code').fill(code);
    await look(page, 'first-page-mail');
    await ada.press('Verify and test');
    await eventually(() => mail.mails.some(({ subject }) => subject?.includes('Test alert')));
    await ada.press('Acknowledge');
    await untilTaken(page);
    expect(ada.acts.length, ada.acts.join(', ')).toBeLessThanOrEqual(4);
    expect(ada.seconds()).toBeLessThan(120);
  });
});

test('a forgotten password is replaced with the link of a mail', async () => {
  const mail = await startSmtpSink();
  onTestFinished(mail.stop);
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const ada = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, nobody(), async (page) => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill(ada.email);
    await look(page, 'forgot');
    await page.getByRole('button', { name: 'Send link' }).click();
    await page.getByText('an e-mail with a link is on its way').waitFor();
    const link = await eventually(() => /\/password-reset#\S+/.exec(mail.mails[0]?.text ?? '')?.[0]);
    await page.goto(link);
    await page.getByLabel(/^Password|^New password/).fill('a whole new battery');
    await look(page, 'password-reset');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.goto(link);
    await page.reload();
    await page.getByText('This link has expired, or was used or replaced').waitFor();
  });
});

test('without a mail server the screen says what an admin and the operator can do', async () => {
  const server = await startTestServer();
  await asPerson(browser, server.url, nobody(), async (page) => {
    await page.goto('/forgot-password');
    await page.getByText('evenkeel people reset-link').waitFor();
    await look(page, 'forgot-without-mail');
    expect(await violations(page)).toEqual([]);
  });
});

test('a title explains its word from the glossary, by keyboard and by finger', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/escalation-policies');
    const button = page.getByRole('button', { name: 'What “escalation policy” means' });
    await button.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.getByRole('tooltip').getByText('Who is notified, in which order').waitFor();
    await look(page, 'term');
    await page.keyboard.press('Escape');
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    await button.click();
    await page.getByRole('tooltip').getByText('Who is notified, in which order').waitFor();
  });
});
