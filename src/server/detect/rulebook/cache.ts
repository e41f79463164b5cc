/**
 * What the hot path needs of the rulebook, in memory. A version row is raised by every change of sources,
 * routes, windows and services; reading it is all that a batch pays to know that its copy is current.
 */

import type { Logger } from 'pino';
import { type Database, preparedRows, type Queryable } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { loadRulebook, platformSourceSlug, type Rulebook, type Source } from './rulebook.ts';
import { hashKey } from './source-key.ts';

export type RulebookCache = {
  /** The copy for one batch, made anew when the database has a newer version. */
  current(db: Queryable): Promise<Rulebook>;
  /** The source of a key, without a query when it is known. */
  sourceOfKey(key: string): Promise<Source | null>;
  /** Only from memory: the source of a key that this node has heard of, else undefined. */
  knownSource(key: string): Source | undefined;
  /** Only from memory: the source of this slug or name, in any letter case. */
  sourceNamed(name: string): Source | undefined;
  /** The source through which the platform reports on itself. */
  platformSource(): Promise<Source>;
  /** Milliseconds to add to the process clock to get the database's. */
  clockOffsetMs(): number;
};

const maxKnownKeys = 10_000;

export async function openRulebookCache(db: Database): Promise<RulebookCache> {
  let loaded = await loadRulebook(db);
  let keys = new Map<string, Source>();
  let clockOffsetMs = 0;
  let looks = 0;
  let loadedByLook = 0;

  const refresh = async (queryable: Queryable) => {
    const look = ++looks;
    const [found] = await preparedRows<{ version: number; now: Date }>(
      queryable,
      'configuration-version',
      'select version, evenkeel.now() as now from configuration_version',
    );
    clockOffsetMs = found!.now.getTime() - Date.now();
    if (found!.version === loaded.version) return;
    const fresh = await loadRulebook(queryable, loaded);
    // Of two looks beside each other, the one that began later has read the newer rows.
    if (look < loadedByLook) return;
    loadedByLook = look;
    loaded = fresh;
    keys = new Map();
  };
  await refresh(db);

  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  /** One look at a time, and one that begins after this was asked for: the one that is under way may be too old. */
  const lookAgain = () => {
    next ??= (async () => {
      await running.catch(() => {});
      next = null;
      running = refresh(db);
      await running;
    })();
    return next;
  };

  const find = (key: string): Source | undefined => {
    const known = keys.get(key);
    if (known) return known;
    const source = loaded.sourceByKeyHash.get(hashKey(key).toString('hex'));
    if (source && keys.size < maxKnownKeys) keys.set(key, source);
    return source;
  };

  return {
    async current(queryable) {
      await refresh(queryable);
      return loaded;
    },
    knownSource: find,
    async sourceOfKey(key) {
      const source = find(key);
      if (source) return source;
      // A flood of guessed keys costs one cheap query after another, and a new key works at once.
      await lookAgain();
      return find(key) ?? null;
    },
    sourceNamed(name) {
      const wanted = name.toLowerCase();
      const all = [...loaded.sourceById.values()];
      return all.find(({ slug }) => slug === wanted) ?? all.find((one) => one.name.toLowerCase() === wanted);
    },
    async platformSource() {
      const own = [...loaded.sourceById.values()].find(({ slug }) => slug === platformSourceSlug);
      if (!own) throw new Error('The source of the platform itself is missing.');
      return own;
    },
    clockOffsetMs: () => clockOffsetMs,
  };
}

/** Looks for changes once a second, so that a key that was replaced on another node stops here too, however idle. */
export function keepRulebookFresh(db: Database, log: Logger, rulebook: RulebookCache): Loop {
  const work = async () => {
    await rulebook.current(db);
    return false;
  };
  return startLoop({ name: 'rulebook', pauseMs: 1_000, carriesPages: true, log, work });
}
