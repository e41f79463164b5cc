import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { collectComplaints, cookiesFor } from './browser.ts';

type SignedIn = { cookies: Map<string, string> };

/** Opens a page of the running product as somebody, and holds it to complaining about nothing. */
export async function asPerson(
  browser: Browser,
  url: string,
  person: SignedIn,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 }, ...options });
  try {
    await context.addCookies(cookiesFor(url, person));
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    await use(page).catch(async (error: Error) => {
      // What stood on the screen says more than which locator was waited for.
      error.message += `\n\nOn the screen at ${page.url()}:\n${await shownText(page)}`;
      throw error;
    });
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

async function shownText(page: Page): Promise<string> {
  const text = await page.evaluate<string>('document.body.innerText').catch(() => 'nothing: the page is closed');
  return text.replaceAll(/\n+/g, '\n').slice(-1_500);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Found = { violations: { id: string; nodes: { html: string }[] }[] };
type Checker = { run: (options: object) => Promise<Found> };

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a machine finds against WCAG 2.2 AA on the page as it is shown now; `onlyColors` where nothing else has changed. */
export async function violations(page: Page, { onlyColors = false } = {}): Promise<string[]> {
  await untilPainted(page);
  // The policy of the page forbids scripts of others, so the checker comes in from outside; it stays until the next load.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe);
  // Only what was found is told and leaves the page: describing all that passed takes longer than finding it.
  const runOnly = onlyColors
    ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
    : { type: 'tag', values: wcag22aa };
  return page.evaluate(async (rules) => {
    const checker = (globalThis as unknown as { axe: Checker }).axe;
    const found = await checker.run({ runOnly: rules, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, runOnly);
}

/** A colour on its way from light to dark is no fault: what was changed has been drawn, and nothing that ends still moves. */
export async function untilPainted(page: Page): Promise<void> {
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  const isStill =
    'document.getAnimations().every((one) => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)';
  await eventually(() => page.evaluate<boolean>(isStill));
}
