/**
 * Keeps the public page in memory and on disk up to date: rendered anew when its content changed, when a minute has
 * passed (maintenance begins, bars grow), and once more with a stamp when the database has not answered for a while.
 */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { writeFiles } from './files.ts';
import { type RenderedFiles, renderAll } from './render.ts';
import { type PublicSnapshot, readVersion, takeSnapshot } from './snapshot.ts';
import { viewOf } from './view.ts';

export type PublicPage = {
  files: () => RenderedFiles;
  /** Brings this node's page up to date before it answers; other nodes see the change within a second. */
  refresh(): Promise<void>;
  loop: Loop;
};

export type PublicPageOptions = {
  db: Database;
  log: Logger;
  folder: string;
  publicUrl: () => string;
};

const pauseMs = 1_000;
const renderEveryMs = 60_000;
const staleAfterMs = 10_000;

export async function startPublicPage({ db, log, folder, publicUrl }: PublicPageOptions): Promise<PublicPage> {
  let files: RenderedFiles = new Map();
  let written: RenderedFiles = new Map();
  let snapshot: PublicSnapshot | null = null;
  let shown = '';
  let isStale = false;
  let renderedAtMs = 0;
  let lastGoodMs = performance.now();

  const render = (staleSince: number | null) => {
    if (snapshot === null) return;
    const view = viewOf(snapshot, `${publicUrl()}/status`, staleSince);
    files = snapshot.page.enabled ? renderAll(view, files) : new Map();
    isStale = staleSince !== null;
    renderedAtMs = performance.now();
  };

  const refresh = async () => {
    const { version, now } = await readVersion(db);
    lastGoodMs = performance.now();
    const key = `${version} ${publicUrl()} ${Math.floor(now / renderEveryMs)}`;
    if (key === shown && !isStale && performance.now() - renderedAtMs < renderEveryMs) return;
    snapshot = await takeSnapshot(db);
    render(null);
    shown = key;
  };

  const save = async () => {
    if (written === files) return;
    const latest = files;
    await writeFiles(folder, latest, written);
    written = latest;
  };

  const loop = startLoop({
    name: 'status-page',
    pauseMs,
    log,
    work: async () => {
      try {
        await refresh();
      } catch (error) {
        if (!isStale && performance.now() - lastGoodMs > staleAfterMs) {
          render(snapshot?.takenAt ?? null);
          await save();
        }
        throw error;
      }
      await save();
      return false;
    },
  });
  await refresh();
  return {
    files: () => files,
    loop,
    async refresh() {
      // The change is committed already; what fails here is done by the loop.
      await refresh().catch(() => {});
      loop.wake();
    },
  };
}
