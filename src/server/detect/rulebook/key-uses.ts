/**
 * When the keys of sources were last used: who moves in from another tool has to know which of its keys still arrive.
 * Noted in memory and written now and then, because letting somebody in must cost nothing.
 */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { recordKeyUses } from './key-uses-store.ts';
import { hashKey } from './source-key.ts';

export type KeyUses = {
  loop: Loop;
  /** Somebody was let in by this key. */
  note(key: string, sourceId: number): void;
  /** Writes what has been noted. */
  flush(): Promise<void>;
};

/** What is shown is at most so much too late. */
const flushMs = 10_000;

export function startKeyUses({ db, log }: { db: Database; log: Logger }): KeyUses {
  let noted = new Map<string, number>();

  const flush = async () => {
    if (noted.size === 0) return;
    const used = noted;
    noted = new Map();
    try {
      await recordKeyUses(
        db,
        [...used].map(([key, sourceId]) => ({ keyHash: hashKey(key), sourceId })),
      );
    } catch (error) {
      log.warn({ err: error }, 'uses of keys could not be recorded');
      noted = new Map([...used, ...noted]);
    }
  };

  return {
    loop: startLoop({
      name: 'key uses',
      pauseMs: flushMs,
      log,
      async work() {
        await flush();
        return false;
      },
    }),
    note: (key, sourceId) => void noted.set(key, sourceId),
    flush,
  };
}
