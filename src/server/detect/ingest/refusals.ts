/**
 * Remembers what was refused although its key was right: a sender that is told no may never say it again, so somebody
 * has to learn of it. Counted in memory and written now and then, because refusing must cost nothing.
 */

import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Source } from '../rulebook/rulebook.ts';
import type { Outcome } from '../source-types/source.ts';
import { unverifiedCode } from '../verification/verify.ts';
import { countRefusals } from './refusals-store.ts';

export type Refusals = {
  loop: Loop;
  /** Counts the outcome when it is a refusal; `from`: the network that it came from. */
  note(source: Source, outcome: Outcome, from: () => string): void;
  /** Writes what has been counted. */
  flush(): Promise<void>;
};

const flushMs = 2_000;

type Count = {
  slug: string;
  count: number;
  reason: string;
  /** Of them, those that did not prove who sent them, and where the last of these came from. */
  unverified: number;
  from: string | null;
};

export function startRefusals({ db, log, metrics }: { db: Database; log: Logger; metrics: Registry }): Refusals {
  const waiting = new Map<number, Count>();
  const counter = new Counter({
    name: 'evenkeel_refused_requests_total',
    help: 'Requests with a valid key that were not taken, by source',
    labelNames: ['source'],
    registers: [metrics],
  });

  const flush = async () => {
    const found = [...waiting].map(([sourceId, { slug: _slug, ...one }]) => ({ sourceId, ...one }));
    if (found.length === 0) return;
    for (const { slug, count, reason } of waiting.values()) {
      log.warn({ source: slug, requests: count, reason }, 'requests of a source were refused');
    }
    const counted = new Map(waiting);
    waiting.clear();
    try {
      await countRefusals(db, found);
    } catch (error) {
      // Never worth more than what it counts: the node goes on, and the next time counts these too.
      log.warn({ err: error }, 'refused requests could not be counted');
      for (const [id, one] of counted) {
        const later = waiting.get(id);
        waiting.set(id, {
          ...(later ?? one),
          count: one.count + (later?.count ?? 0),
          unverified: one.unverified + (later?.unverified ?? 0),
          from: later?.from ?? one.from,
        });
      }
    }
  };

  return {
    loop: startLoop({
      name: 'refusals',
      pauseMs: flushMs,
      log,
      async work() {
        await flush();
        return false;
      },
    }),
    note({ id, slug }, outcome, from) {
      const reason = reasonOf(outcome);
      if (reason === null) return;
      counter.inc({ source: slug });
      const before = waiting.get(id);
      const isUnverified = outcome.kind === 'rejected' && outcome.code === unverifiedCode;
      waiting.set(id, {
        ...{ slug, reason, count: (before?.count ?? 0) + 1 },
        unverified: (before?.unverified ?? 0) + (isUnverified ? 1 : 0),
        from: isUnverified ? from() : (before?.from ?? null),
      });
    },
    flush,
  };
}

/** For the people who look after the source; null for what is no refusal. */
function reasonOf(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'too-large':
      return `A request was larger than ${Math.round(outcome.limitBytes / 1024)} KiB.`;
    case 'too-many-requests':
      return 'Too much came at once.';
    case 'unavailable':
      return outcome.reason ?? 'It could not be stored in time.';
    case 'rejected':
      // Crawlers and previews read addresses; that loses nothing.
      return outcome.status === 405 ? null : outcome.detail;
    default:
      return null;
  }
}
