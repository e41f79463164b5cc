/** The way of a signal from the log to its alert, gone with a signal of our own. */
import { randomUUID } from 'node:crypto';
import { answerOnly, type Signal } from '../../../domain/detect/signal.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { appendEntries, moveCursor } from '../log/store.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { applySignals } from './apply.ts';
import { countActivity } from './fold-store.ts';
import { createKnownAlerts } from './known-alerts.ts';

const noLog = 0;

/** For a transaction that will be undone: an alert is opened, repeated, changed and resolved. */
export async function rehearseSignals(tx: Transaction, rulebook: RulebookCache): Promise<void> {
  await appendEntries(tx, noLog, 1, []);
  await moveCursor(tx, noLog, 0, 0, []);
  const current = await rulebook.current(tx);
  const source = await rulebook.platformSource();
  const receivedAt = Date.now() + rulebook.clockOffsetMs();
  const resolve = answerOnly('resolve', randomUUID());
  const trigger: Signal = { ...resolve, action: 'trigger', title: 'A rehearsal' };
  const known = createKnownAlerts(10);
  for (const signal of [trigger, trigger, { ...trigger, title: 'A rehearsal that goes on' }, resolve]) {
    const original = { source, signal, receivedAt, logId: null, seq: null };
    (await applySignals(tx, current, known, [original], false)).learn();
  }
  await countActivity(tx, [{ sourceId: source.id, signalCount: 0, oddCount: 0, droppedCount: 0, receivedAt }]);
}
