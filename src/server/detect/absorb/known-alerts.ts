/**
 * What this node remembers of open alerts, so that the thousandth repeat of one costs a counter and not a read. Only a
 * hint: the database checks the content version, so a memory that is out of date costs time and never truth.
 */
import type { FoldedAlert } from '../../../domain/detect/fold.ts';
import type { Signal } from '../../../domain/detect/signal.ts';

export type KnownAlert = { alertId: number; contentVersion: number; content: FoldedAlert };

export type KnownAlerts = {
  find(key: string): KnownAlert | undefined;
  remember(key: string, alert: KnownAlert): void;
  forget(key: string): void;
};

export function createKnownAlerts(capacity: number): KnownAlerts {
  let recent = new Map<string, KnownAlert>();
  let older = new Map<string, KnownAlert>();
  return {
    find: (key) => recent.get(key) ?? older.get(key),
    remember(key, alert) {
      // Two generations: forgetting the older one whole is cheaper than keeping an order of use.
      if (recent.size >= capacity / 2) {
        older = recent;
        recent = new Map();
      }
      recent.set(key, alert);
    },
    forget(key) {
      recent.delete(key);
      older.delete(key);
    },
  };
}

/** Names an alert in this memory. */
export const knownKey = (sourceId: number, dedupKey: string): string => `${sourceId} ${dedupKey}`;

export function isKnownRepeat(known: KnownAlerts, sourceId: number, signal: Signal): boolean {
  const alert = known.find(knownKey(sourceId, signal.dedupKey));
  return alert !== undefined && isRepeat(alert, signal);
}

/** Whether a signal says nothing but what is known: then folding it would only count. */
export function isRepeat({ content }: KnownAlert, signal: Signal): boolean {
  return (
    signal.action === 'trigger' &&
    signal.title === content.title &&
    signal.description === content.description &&
    (signal.severity === null || signal.severity === content.severity) &&
    signal.groupKey === content.groupKey &&
    isSameRecord(signal.labels, content.labels) &&
    isSameList(signal.links, content.links) &&
    isSameList(signal.images, content.images)
  );
}

function isSameRecord(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  let names = 0;
  for (const name in one) {
    if (one[name] !== other[name]) return false;
    names += 1;
  }
  for (const _ in other) names -= 1;
  return names === 0;
}

function isSameList(one: readonly object[], other: readonly object[]): boolean {
  return (
    one.length === other.length &&
    one.every((item, place) => isSameRecord(item as Record<string, unknown>, other[place] as Record<string, unknown>))
  );
}
