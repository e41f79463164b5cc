/**
 * What speaks of an attack or of somebody reading secrets: counted here and written down once a second, one row for
 * each kind, network, person and quarter of an hour. However many requests an attacker sends, there are few rows.
 */
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import { singleLine } from '../../../domain/text.ts';
import { networkOf } from '../auth/network.ts';
import type { Database } from '../db/database.ts';
import { isFaultOfRows } from '../db/row-faults.ts';
import * as store from './store.ts';

export type SecurityKind = store.SecurityKind;

export type SecurityLog = {
  /** Never throws and never waits. `subject` names what was read or asked for, never a secret. */
  note(request: FastifyRequest, kind: SecurityKind, about?: { personId?: number | null; subject?: string }): void;
  /** Writes down what is not written yet. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

const flushMs = 1_000;
/** What is kept until it is written; more networks than this at once are told as one. */
const mostPending = 500;

/** The device as people know it; never the whole header, which is free text. */
export const deviceOf = (request: FastifyRequest) => singleLine(request.headers['user-agent'] ?? '', 200);

export function createSecurityLog(options: { db: Database; log: Logger; metrics: Registry }): SecurityLog {
  const { db, log } = options;
  const counter = new Counter({
    name: 'evenkeel_security_events_total',
    help: 'Failed sign-ins, refused tokens and permissions, reading of secrets',
    labelNames: ['kind'],
    registers: [options.metrics],
  });
  let pending = new Map<string, store.NewSecurityEvent>();
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    writing = writing.then(async () => {
      if (pending.size === 0) return;
      const batch = pending;
      pending = new Map();
      await store.addSecurityEvents(db, [...batch.values()]).catch((error) => {
        // A database that is away for a moment must not hide who tried what meanwhile.
        if (!isFaultOfRows(error)) keepFor(batch);
        throw error;
      });
    });
    writing = writing.catch((error) => log.error({ err: error }, 'security events could not be written down'));
    return writing;
  }
  function keepFor(batch: typeof pending): void {
    for (const [key, event] of batch) {
      const since = pending.get(key);
      if (since === undefined && pending.size >= 2 * mostPending) return;
      pending.set(key, { ...event, ...since, count: event.count + (since?.count ?? 0) });
    }
  }
  const timer = setInterval(() => void flush(), flushMs).unref();

  return {
    note(request, kind, { personId = null, subject = '' } = {}) {
      counter.inc({ kind });
      const known = networkOf(request.ip, true);
      const full = pending.size >= mostPending;
      const network = full ? 'many networks' : known;
      const event = { kind, network, personId, subject: full ? '' : singleLine(subject, 200) };
      const key = JSON.stringify(event);
      const found = pending.get(key);
      pending.set(key, { ...event, device: deviceOf(request), count: (found?.count ?? 0) + 1 });
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
