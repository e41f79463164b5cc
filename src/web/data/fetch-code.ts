/**
 * The code of pages comes in parts. A part that does not come means one of two things: the server is away, and the
 * page that is shown stays until it is back; or it has another build by now, and the page loads anew.
 */

import { belowBase } from '../base.ts';
import { hasTyped } from '../ui/form/unsaved.ts';
import { noticeAnswer } from './answering.ts';

const pauseMs = 2000;
let back: Promise<void> | null = null;
let isNeeded = () => false;

/** Style sheets that did not come. The bundler asks for each only once, so they are asked for here. */
const missingStyles = new Set<HTMLLinkElement>();

function noticeMissingStyles(event: Event): void {
  const { target } = event;
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missingStyles.add(target);
}

/** `isWaited`: whether somebody waits for a page right now; only then a reload takes nothing away. */
export function startFetchingCode(isWaited: () => boolean): void {
  isNeeded = isWaited;
  addEventListener('error', noticeMissingStyles, true);
  // Parts that are fetched elsewhere than here: nothing waits for them, but a new build has to be noticed. Not before
  // what is typed was saved: only a navigation, which asks, may take it away.
  addEventListener('vite:preloadError', () => void (hasTyped() || reloadOnNewBuild()));
}

/**
 * Loads a part. While the server is away it waits; browsers may remember that a part did not come, so when it is still
 * missing after the server is back the page loads anew, at the address that was asked for.
 */
export async function fetchCode<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let wasAway = false; ; ) {
    try {
      const part = await load();
      await fetchMissingStyles();
      return part;
    } catch (error) {
      if (await reloadOnNewBuild()) return new Promise(() => {});
      if ((await readEntry()) === null) {
        wasAway = true;
        await serverBack();
        continue;
      }
      if (!wasAway || !isFetchFailure(error) || !isNeeded() || !mayReload()) throw error;
      location.reload();
      return new Promise(() => {});
    }
  }
}

/** Once a minute at most: what does not help is not done again and again. */
function mayReload(): boolean {
  const reloadedAt = Number(sessionStorage.getItem('evenkeel-reloaded-at') ?? 0);
  if (Date.now() - reloadedAt < 60_000) return false;
  sessionStorage.setItem('evenkeel-reloaded-at', String(Date.now()));
  return true;
}

/** A failure of the network, as browsers word it; anything else is a fault of the code itself. */
function isFetchFailure(error: unknown): boolean {
  const { message = '' } = error as Partial<Error>;
  return /dynamically imported module|importing a module script|Unable to preload CSS|module script/i.test(message);
}

async function fetchMissingStyles(): Promise<void> {
  for (const missing of [...missingStyles]) {
    await new Promise<void>((resolve, reject) => {
      const again = document.createElement('link');
      again.rel = 'stylesheet';
      again.href = missing.href;
      again.onload = () => resolve();
      again.onerror = () => reject(new Error('Unable to preload CSS'));
      document.head.append(again);
    });
    missingStyles.delete(missing);
    missing.remove();
  }
}

/** The page as the server has it by now; null while it does not answer. */
async function readEntry(): Promise<string | null> {
  try {
    const response = await noticeAnswer(fetch(belowBase('/'), { cache: 'no-store', headers: { accept: 'text/html' } }));
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

async function reloadOnNewBuild(): Promise<boolean> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  const entry = await readEntry();
  if (!own || entry === null || entry.includes(own)) return false;
  location.reload();
  return true;
}

/** Settles when the server answers again; all who wait share the asking. */
function serverBack(): Promise<void> {
  back ??= (async () => {
    do await new Promise((resolve) => setTimeout(resolve, pauseMs));
    while ((await readEntry()) === null);
    back = null;
  })();
  return back;
}
