import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { createClient } from '../../src/client/client.ts';
import { launchBrowser } from '../../test/e2e/browser.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { startProgram } from '../../test/harness/programs/program.ts';
import { pictures } from './list.ts';

const folder = 'docs/guide/pictures';
/** All of them, or those that are named. */
const names = process.argv.slice(2);
const wanted = pictures.filter(({ name }) => names.length === 0 || names.includes(name));
const desktop = { width: 1280, height: 800 };

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-pictures-'));
const demo = await startProgram(process.execPath, ['bin/evenkeel', 'start', '--demo'], {
  env: { ...process.env, EVENKEEL_DATA_DIR: dataDir, EVENKEEL_PORT: '0', EVENKEEL_HOST: '127.0.0.1' },
});
const browser = await launchBrowser();
try {
  const enterUrl = await eventually(() => {
    if (demo.hasEnded()) throw new Error(`The demo ended:\n${demo.output()}`);
    return /which works once: (\S+)/.exec(demo.output())?.[1];
  }, 300_000);
  const context = await browser.newContext({ viewport: desktop, colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(enterUrl);
  await page.waitForURL((url) => url.pathname === '/', { timeout: 60_000 });
  const { origin } = new URL(enterUrl);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const client = createClient({
    baseUrl: origin,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('cookie', cookie);
      return fetch(input, { ...init, headers });
    },
  });
  for (const { name, place, size } of wanted) {
    await page.setViewportSize(size ?? desktop);
    await page.goto(origin + (await place(client)));
    await settle(page);
    const file = `${folder}/${name}.png`;
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    console.log(`${file}  ${Math.ceil((await stat(file)).size / 1024)} KB`);
  }
} finally {
  await browser.close();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Until the page has its heading and nothing on it is still loading. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('load');
  await eventually(
    async () =>
      (await page
        .getByRole('status')
        .filter({ hasText: /^Loading/ })
        .count()) === 0,
  );
  await page.evaluate('document.fonts.ready.then(() => {})');
}
