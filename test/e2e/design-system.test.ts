import { readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectComplaints, launchBrowser, serveWeb } from './browser.ts';
import { buildPage } from './web-build.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let server: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  folder = await buildPage('dev/samples.html');
  ({ url, server } = await serveWeb(folder));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function onPage(path: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    await page.goto(`${url}/dev/samples.html#${path}`);
    await page.locator('h1').waitFor();
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

async function violations(page: Page): Promise<string[]> {
  // The policy of the page forbids scripts of others, so the checker comes in from outside.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const checker = (
      globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }
    ).axe;
    type Violation = { id: string; nodes: { html: string }[] };
    const result = await checker.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
const rowTitles = (page: Page) => page.locator('[role="row"][data-index] a').allTextContents();
const focusedIndex = (page: Page) => page.evaluate('document.activeElement?.dataset.index');

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each(['/', '/alerts'])('%s meets WCAG 2.2 AA as far as a machine can tell, wide and narrow', async (path) => {
    await onPage(path, async (page) => expect(await violations(page)).toEqual([]), { colorScheme });
    await onPage(path, async (page) => expect(await violations(page)).toEqual([]), { ...phone, colorScheme });
  });
});

it.each(['/', '/alerts'])('%s does not scroll sideways on the narrowest phone', async (path) => {
  await onPage(
    path,
    async (page) => {
      const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(excess).toBe(0);
    },
    phone,
  );
});

describe('the list', () => {
  it('is walked, selected, acted on and undone by keyboard alone', async () => {
    await onPage('/alerts', async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      expect(await focusedIndex(page)).toBe('2');
      await page.keyboard.press('Shift+X');
      await page.getByText('3 selected').waitFor();
      await page.keyboard.press('e');
      await page.locator('fieldset', { hasText: 'Acknowledged 3 alerts' }).waitFor();
      await page.keyboard.press('z');
      await page.locator('fieldset', { hasText: 'Acknowledged' }).waitFor({ state: 'detached' });
      expect(await page.locator('[data-index="2"]').textContent()).toContain('Triggered');
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/alerts\/39$/);
    });
  });

  it('keeps new rows behind a pill and moves nothing until it is pressed', async () => {
    await onPage('/alerts', async (page) => {
      const before = await rowTitles(page);
      await page.getByRole('button', { name: 'Three signals arrive' }).click();
      const pill = page.getByRole('button', { name: '3 new' });
      await pill.waitFor();
      expect(await rowTitles(page)).toEqual(before);
      await pill.click();
      expect(await rowTitles(page)).toHaveLength(before.length + 3);
      await page.getByRole('button', { name: 'Load more' }).click();
      expect(await rowTitles(page)).toHaveLength(before.length + 9);
    });
  });
});

describe('shortcuts', () => {
  it('rest while a person types and while a dialog is open, and can be switched off', async () => {
    await onPage('/', async (page) => {
      await page.getByLabel('Name').first().press('?');
      await page.locator('h1').click();
      await page.keyboard.press('?');
      const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await sheet.waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      expect(page.url()).toMatch(/#\/$/);
      await sheet.getByLabel('Single-key shortcuts').click();
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder(/Type a command/).waitFor();
      expect(page.url()).toMatch(/#\/$/);
    });
  });

  it('reach everything through the palette too', async () => {
    await onPage('/', async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder(/Type a command/).fill('go al');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Alerts' }).waitFor();
    });
  });
});

it('a refused form shows the refusal at its field and puts the focus there', async () => {
  await onPage('/', async (page) => {
    await page.getByRole('button', { name: 'New team' }).click();
    const form = page.getByRole('dialog', { name: 'New team' });
    const name = form.getByLabel('Name');
    await form.getByRole('button', { name: 'Create the team' }).click();
    await form.getByText('A team needs a name.').waitFor();
    await name.fill('Checkout');
    await name.press('Control+Enter');
    await form.getByText('A team has this name already.').waitFor();
    await expect
      .poll(() => page.evaluate<boolean>('document.activeElement?.getAttribute("aria-invalid") === "true"'))
      .toBe(true);
    expect(await name.inputValue()).toBe('Checkout');
  });
});

it('the meaning of a word comes with keyboard focus and goes with Escape', async () => {
  await onPage('/', async (page) => {
    const word = page.getByText('signal', { exact: true }).first();
    await word.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const tip = page.getByRole('tooltip');
    await tip.getByText('One message from a source').waitFor();
    expect(await word.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
  });
});
