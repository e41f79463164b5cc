/** The alerts of a check: that it fails, and that it does not run. Made in the transaction in which that is found. */
import { targetText } from '../../../domain/detect/check-words.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { Severity } from '../../../domain/severity.ts';
import { onEnd, type Transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { applySignals } from '../absorb/apply.ts';
import type { KnownAlerts } from '../absorb/known-alerts.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { StoredCheck } from './store.ts';

export type AlertTools = {
  rulebook: RulebookCache;
  known: KnownAlerts;
  publicUrl: () => string;
  /** A hint that alerts wait for a page; the rows are the truth. */
  onAlertsWaiting: () => void;
};

export const failingKey = 'check';
export const notRunningKey = 'not-running';

type Condition = { action: 'trigger' | 'resolve'; dedupKey: string; title: string; description: string };
type OfCheck = Pick<StoredCheck, 'id' | 'slug' | 'target' | 'severity'>;

/** Folds what was found into alerts; `sourceId` of whoever found it. */
export async function applyFound(
  tx: Transaction,
  { rulebook, known, onAlertsWaiting }: AlertTools,
  found: { sourceId: number; signal: Signal }[],
): Promise<void> {
  if (found.length === 0) return;
  const current = await rulebook.current(tx);
  const at = await readNowMs(tx);
  const signals = found.flatMap(({ sourceId, signal }) => {
    const source = current.sourceById.get(sourceId);
    return source ? [{ source, signal, receivedAt: at, logId: null, seq: null }] : [];
  });
  const applied = await applySignals(tx, current, known, signals, false);
  onEnd(tx, (isCommitted) => {
    if (!isCommitted) return;
    applied.learn();
    if (applied.alertsWait) onAlertsWaiting();
  });
}

export function signalOf({ publicUrl }: AlertTools, check: OfCheck, condition: Condition): Signal {
  return {
    ...plain,
    ...condition,
    severity: check.severity,
    labels: { check: check.slug, kind: check.target.kind, target: targetText(check.target) },
    links: [{ href: `${publicUrl()}/checks/${check.id}`, text: 'Check' }],
  };
}

/** About a node that sees failures where others see none. */
export function nodeSignal(action: Condition['action'], node: { id: number; name: string }): Signal {
  return {
    ...plain,
    action,
    dedupKey: `check-node-${node.id}`,
    title: `The node ${node.name} sees checks fail that pass on another node`,
    description:
      'Its network or its name resolution is likely broken. Checks that it finds failing raise no alert while another node finds them passing.',
    severity: 2 as Severity,
    labels: { node: node.name },
  };
}

const plain = {
  severity: null,
  labels: {},
  links: [],
  images: [],
  groupKey: null,
  occurredAt: null,
  expiresAt: null,
};
