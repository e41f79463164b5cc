/**
 * One run of the canary. The request goes through the real log and the real absorber, the loops of paging must come
 * round, and the statements from a signal to its message run on made-up tables; the message ends in a sink.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { type Database, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import type { Loop } from '../../platform/loop.ts';
import { createSigningSecret } from '../../platform/standard-webhooks.ts';
import type { Transports } from '../channels/channel.ts';
import { webhook } from '../channels/webhook/webhook.ts';
import { claimNotifications } from '../deliver/claims/claim-store.ts';
import { pageMessage } from '../deliver/message.ts';
import { endAttempts } from '../deliver/outcome-store.ts';
import { openWaitingPages } from '../pages/opening/open-waiting.ts';
import { clearTables, prepareTables, theOne } from './tables.ts';

export const stages = ['accept', 'absorb', 'page', 'deliver'] as const;
export type Stage = (typeof stages)[number];

/** Where a request lies in the log of detect. */
type Place = { logId: number; seq: number };

/** What the canary needs of detect, which starts later; the composition root gives it. */
export type CanarySignal = {
  accept(): Promise<Place>;
  isAbsorbed(db: Database, place: Place): Promise<boolean>;
  remove(db: Database, place: Place): Promise<void>;
  fold(
    tx: Parameters<Parameters<typeof transaction>[1]>[0],
    of: { sourceId: number; serviceId: number },
  ): Promise<void>;
};

export type CanaryOptions = {
  /** Of the installation. */
  db: Database;
  /** One connection that sees made-up tables only. */
  madeUp: Database;
  nodeId: number;
  signal: () => CanarySignal;
  /** What opens pages and what sends. */
  loops: { opening: Pick<Loop, 'wake' | 'quietForMs'>; delivery: Pick<Loop, 'wake' | 'quietForMs'> };
  publicUrl: () => string;
  stageTimeoutMs?: number;
};

export type CanaryOutcome = {
  /** Milliseconds of each stage that ended in time. */
  stages: Partial<Record<Stage, number>>;
  failedStage: Stage | null;
  problem: string | null;
};

const lookEveryMs = 10;

export async function runCanary(options: CanaryOptions): Promise<CanaryOutcome> {
  const { db, madeUp, signal, loops, stageTimeoutMs = 10_000 } = options;
  const took: CanaryOutcome['stages'] = {};
  let place: Place | undefined;
  const work: Record<Stage, (isLate: () => boolean) => Promise<void>> = {
    async accept() {
      place = await signal().accept();
    },
    async absorb(isLate) {
      while (!(await signal().isAbsorbed(db, place!))) await restUnless(isLate);
      await transaction(madeUp, (tx) => signal().fold(tx, { sourceId: theOne, serviceId: theOne }));
    },
    async page(isLate) {
      await comesRound(loops.opening, isLate);
      const { taken, dueNow } = await openWaitingPages(madeUp, false);
      if (taken !== 1 || dueNow !== 1) throw new Error('The made-up alert did not become a page.');
    },
    async deliver(isLate) {
      await comesRound(loops.delivery, isLate);
      await deliverToSink(options);
    },
  };
  try {
    await prepareTables(madeUp);
    for (const stage of stages) {
      const startedAt = performance.now();
      const problem = await within(stageTimeoutMs, work[stage]);
      if (problem !== null) return { stages: took, failedStage: stage, problem };
      took[stage] = performance.now() - startedAt;
    }
    return { stages: took, failedStage: null, problem: null };
  } finally {
    if (place) await signal().remove(db, place);
    await clearTables(madeUp).catch(() => {});
  }
}

async function deliverToSink({ madeUp, nodeId, publicUrl }: CanaryOptions): Promise<void> {
  const [claimed] = await transaction(madeUp, (tx) =>
    claimNotifications(tx, {
      nodeId,
      free: [{ channel: webhook.channel, places: 1 }],
      busy: [],
      placesPerMethod: 1,
      inFlight: [],
      bundles: [],
    }),
  );
  if (!claimed) throw new Error('The made-up page has no notification.');
  const settings = { url: 'http://sink.invalid/', secret: createSigningSecret() };
  const bodies: unknown[] = [];
  const message = pageMessage(claimed, publicUrl(), 'canary');
  const { outcome } = await webhook.deliver(message, settings, sinkOf(bodies), AbortSignal.timeout(5_000));
  if (outcome !== 'sent' || bodies.length !== 1) throw new Error('The message did not reach the sink.');
  const ended = await transaction(madeUp, (tx) => endAttempts(tx, [claimed], { state: 'sent', outcome: 'sink' }));
  if (ended.length !== 1) throw new Error('The outcome could not be written down.');
}

/** Takes requests and leaves the process with none of them. */
function sinkOf(bodies: unknown[]): Transports {
  const request: Egress['request'] = async ({ body }) => {
    bodies.push(body);
    return { status: 200, headers: {}, body: Buffer.alloc(0), truncated: false, durationMs: 0 };
  };
  return { egress: { request } as Egress, mail: undefined, vapid: undefined };
}

/** Waits until a loop has ended a run that began after this was called, or at least ended one. */
async function comesRound(loop: Pick<Loop, 'wake' | 'quietForMs'>, isLate: () => boolean): Promise<void> {
  const askedAt = performance.now();
  loop.wake();
  while (loop.quietForMs() > performance.now() - askedAt) await restUnless(isLate);
}

async function restUnless(isLate: () => boolean): Promise<void> {
  if (isLate()) throw new Error(late);
  await rest(lookEveryMs);
}

const late = 'It did not end in time.';

/** @returns what went wrong; null when the work has ended in time */
async function within(timeoutMs: number, work: (isLate: () => boolean) => Promise<void>): Promise<string | null> {
  const stop = new AbortController();
  const running = work(() => stop.signal.aborted).then(
    () => null,
    (error: Error) => error.message,
  );
  const timer = rest(timeoutMs, late, { signal: stop.signal }).catch(() => late);
  const problem = await Promise.race([running, timer]);
  stop.abort();
  return problem;
}
