/**
 * The code of pages comes in parts. A part that does not come means one of two things: the server is away, and the
 * page that is shown stays until it is back; or it has another build by now, and the page loads anew.
 */

const pauseMs = 2000;
let back: Promise<void> | null = null;

/** Style sheets that did not come. The bundler asks for each only once, so they are asked for here. */
const missingStyles = new Set<HTMLLinkElement>();

function noticeMissingStyles(event: Event): void {
  const { target } = event;
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missingStyles.add(target);
}

export function startFetchingCode(): void {
  addEventListener('error', noticeMissingStyles, true);
  // Parts that are fetched elsewhere than here: nothing waits for them, but a new build has to be noticed.
  addEventListener('vite:preloadError', () => void reloadOnNewBuild());
}

/** Loads a part; while the server is away it waits, and it never rejects for that. */
export async function fetchCode<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      const part = await load();
      await fetchMissingStyles();
      return part;
    } catch (error) {
      if (await reloadOnNewBuild()) return new Promise(() => {});
      if ((await readEntry()) !== null && !isFetchFailure(error)) throw error;
      await serverBack();
    }
  }
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
    const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
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
