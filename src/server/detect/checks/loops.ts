/** Runs the checks that are due on this node, and looks for those that no node runs. */
import type { Logger } from 'pino';
import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { finishRun, type Node } from './finish.ts';
import { openHeaders } from './headers.ts';
import { type CheckTools, type Found, runTarget } from './run.ts';
import * as runs from './run-store.ts';
import { type AlertTools, applyFound, nodeSignal, notRunningKey, signalOf } from './signals.ts';
import * as store from './store.ts';

/** At once on one node: targets that do not answer hold a place until their time limit. */
const mostAtOnce = 50;

export type RunnerOptions = CheckTools & {
  db: Database;
  log: Logger;
  node: Node & { databaseNow(): number };
  keyring: Keyring;
  alerts: AlertTools;
};

export function startRunningChecks({ db, log, node, keyring, alerts, ...tools }: RunnerOptions): Loop {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  // Results are written one after another: a hundred that come at once take one connection, not a hundred.
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    const done = writing.then(work);
    writing = done.catch(() => {});
    return done;
  };

  const look = async (claimed: runs.Claimed): Promise<Found | null> => {
    let headers = {};
    try {
      headers = openHeaders(keyring, claimed.id, claimed.sealedHeaders);
    } catch {
      const detail = 'Not run: the key that sealed its headers is lost; enter them again';
      return { outcome: 'blocked', detail, durationMs: null, certificateExpiresAt: null };
    }
    const { target, timeoutSeconds } = claimed;
    const wanted = { target, headers, timeoutMs: timeoutSeconds * 1_000, nowMs: node.databaseNow() };
    return runTarget(tools, { ...wanted, signal: stopping.signal });
  };
  const start = (claimed: runs.Claimed) => {
    const run = look(claimed)
      .then(async (found) => {
        if (found) await inTurn(() => finishRun(db, alerts, node, claimed, found));
      })
      // Its claim ends by itself, and another run follows.
      .catch((error: Error) => log.error({ err: error, check: claimed.id }, 'A check could not be run'))
      .finally(() => {
        running.delete(run);
        if (running.size === mostAtOnce - 1) loop.wake();
      });
    running.add(run);
  };

  const loop = startLoop({
    name: 'checks',
    pauseMs: 500,
    carriesPages: true,
    log,
    work: async () => {
      const free = mostAtOnce - running.size;
      if (free > 0 && !stopping.signal.aborted)
        for (const claimed of await runs.claimDue(db, node.id, free)) start(claimed);
      return false;
    },
  });
  return {
    ...loop,
    async stop() {
      stopping.abort();
      await loop.stop();
      await Promise.all(running);
      await runs
        .giveBack(db, node.id)
        .catch((error: Error) => log.warn({ err: error }, 'Checks could not be given back'));
    },
  };
}

export function startWatchingChecks(db: Database, log: Logger, alerts: AlertTools): Loop {
  return startLoop({
    name: 'overdue checks',
    pauseMs: 2_000,
    carriesPages: true,
    log,
    work: () => watchChecks(db, alerts),
  });
}

const rowsPerBite = 2_000;

/** One bounded look; true when there is more to do at once. */
export async function watchChecks(db: Database, alerts: AlertTools): Promise<boolean> {
  const resumed = await transaction(db, async (tx) => {
    const ids = await store.resumeEnded(tx);
    await recordEvents(
      tx,
      system,
      ids.map((subjectId) => ({ kind: 'check.resumed', subjectId })),
    );
    return ids.length;
  });
  const overdue = await transaction(db, async (tx) => {
    const found = await runs.markOverdue(tx);
    await applyFound(
      tx,
      alerts,
      found.map((check) => ({ sourceId: check.id, signal: signalOf(alerts, check, notRunning(check)) })),
    );
    await recordEvents(
      tx,
      system,
      found.map(({ id }) => ({ kind: 'check.overdue', subjectId: id })),
    );
    return found.length;
  });
  await transaction(db, async (tx) => {
    const gone = (await runs.forgetGoneNodes(tx)).filter(({ wasSuspect }) => wasSuspect);
    if (gone.length === 0) return;
    const { id: sourceId } = await alerts.rulebook.platformSource();
    await applyFound(
      tx,
      alerts,
      gone.map((each) => ({ sourceId, signal: nodeSignal('resolve', each) })),
    );
  });
  const forgotten = await store.forgetResults(db, rowsPerBite);
  await store.forgetDeleted(db, 100);
  return resumed === 100 || overdue === 100 || forgotten === rowsPerBite;
}

function notRunning({ name, lastRunAt, lastOutcome, lastDetail }: runs.Overdue) {
  const last = lastRunAt === null ? 'It has never run.' : `It last ran at ${lastRunAt.toISOString()}.`;
  const why = lastOutcome === 'blocked' && lastDetail ? ` ${lastDetail}.` : ' No node has run it since.';
  const title = `${name} has not run for three intervals`;
  return { action: 'trigger' as const, dedupKey: notRunningKey, title, description: `${last}${why}` };
}
