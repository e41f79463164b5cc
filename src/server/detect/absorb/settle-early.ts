/**
 * Two nodes may absorb a trigger and its resolve in the same moment, and neither sees what the other one writes. The
 * resolve then waits beside an open alert; this brings them together.
 */
import { answerOnly } from '../../../domain/detect/signal.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { applySignals } from './apply.ts';
import { takeSettleable } from './early-store.ts';
import type { KnownAlerts } from './known-alerts.ts';

const perRun = 500;

export type SettleOptions = {
  db: Database;
  rulebook: RulebookCache;
  known: KnownAlerts;
  onAlertsWaiting: () => void;
};

/** Returns whether there may be more. */
export async function settleEarlySignals(options: SettleOptions): Promise<boolean> {
  const { db, rulebook, known, onAlertsWaiting } = options;
  const settled = await transaction(db, async (tx) => {
    const waiting = await takeSettleable(tx, perRun);
    if (waiting.length === 0) return null;
    const current = await rulebook.current(tx);
    const signals = waiting.flatMap(({ sourceId, dedupKey, action, receivedAt }) => {
      const source = current.sourceById.get(sourceId);
      if (!source) return [];
      return [
        { source, signal: answerOnly(action, dedupKey), receivedAt: receivedAt.getTime(), logId: null, seq: null },
      ];
    });
    return { applied: await applySignals(tx, current, known, signals, false), isMore: waiting.length === perRun };
  });
  settled?.applied.learn();
  if (settled?.applied.alertsWait) onAlertsWaiting();
  return settled?.isMore ?? false;
}
