/** The part of detect in the canary: a request in the real log, and a made-up signal that becomes an alert. */
import { randomUUID } from 'node:crypto';
import { answerOnly } from '../../../domain/detect/signal.ts';
import { readUrgencies } from '../../../domain/severity.ts';
import type { Queryable, Transaction } from '../../platform/db/database.ts';
import { applySignals } from '../absorb/apply.ts';
import { createKnownAlerts } from '../absorb/known-alerts.ts';
import type { Appender } from '../log/log.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { Rulebook, Source } from '../rulebook/rulebook.ts';
import * as store from './store.ts';

/** Where the request lies in the log. */
export type Place = { logId: number; seq: number };

export type CanarySignal = {
  /** Keeps a request that says nothing in the log of this node; settles when it is durable. */
  accept(): Promise<Place>;
  /** Whether the absorber has passed it. */
  isAbsorbed(db: Queryable, place: Place): Promise<boolean>;
  remove(db: Queryable, place: Place): Promise<void>;
  /** Folds a made-up signal into an alert that wants a page. `tx`: on made-up tables. */
  fold(tx: Transaction, of: { sourceId: number; serviceId: number }): Promise<void>;
};

export function createCanarySignal(rulebook: RulebookCache, signals: Appender): CanarySignal {
  const nowMs = () => Date.now() + rulebook.clockOffsetMs();
  return {
    async accept() {
      const source = await rulebook.platformSource();
      const request = {
        ...{ method: 'POST', path: '', query: {}, headers: {}, contentType: 'application/json' },
        body: Buffer.from('[]'),
        assignedKey: randomUUID(),
        receivedAt: nowMs(),
      };
      const entry = { source, request, signals: [], odd: [], isPing: false, isCanary: true };
      const { logId, seq } = await signals.append(entry);
      return { logId, seq };
    },
    isAbsorbed: store.isAbsorbed,
    remove: store.removeSignal,
    async fold(tx, { sourceId, serviceId }) {
      const { type } = await rulebook.platformSource();
      const source: Source = {
        ...{ id: sourceId, slug: 'canary', name: 'Canary', type, settings: {}, serviceId },
        ...{ isPaused: false, pagesNobody: false, verification: null },
      };
      const rules: Rulebook = {
        version: 0,
        sourceByKeyHash: new Map(),
        sourceById: new Map([[sourceId, source]]),
        routes: [],
        windows: [],
        services: new Map([[serviceId, 'canary']]),
        urgencies: readUrgencies(undefined),
        lookupTables: new Map(),
      };
      const signal = { ...answerOnly('resolve', 'canary'), action: 'trigger' as const, title: 'Canary' };
      const original = { source, signal, receivedAt: nowMs(), logId: null, seq: null };
      await applySignals(tx, rules, createKnownAlerts(1), [original], false);
    },
  };
}
