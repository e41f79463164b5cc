/**
 * Watches paging from beside it: a timer and a connection of its own, so that what starves the engine does not starve
 * its watchdog. Repairs, tells people through the platform alarm, and keeps the outside dead-man switch quiet only
 * while nothing is wrong.
 */
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { type Audit, auditPaging, repair } from './audit.ts';
import { alarmKey, invariants, openAlarms } from './store.ts';

/** Raises or ends an alarm of this installation about itself; repeats of one key are one alarm. */
export type RaisePlatformAlert = (alarm: {
  dedupKey: string;
  title: string;
  description: string;
  resolved: boolean;
}) => Promise<void>;

export type WatchdogOptions = {
  databaseUrl: string;
  log: Logger;
  metrics: Registry;
  egress: Egress;
  deadManUrl: string | undefined;
  raisePlatformAlert: RaisePlatformAlert;
  /** Starts the loops of the engine. */
  wake: () => void;
  everySeconds?: number;
};

export type Watchdog = {
  loop: Loop;
  /** Audits at once: something loud has just happened. */
  hurry(): void;
};

const deadManEveryMs = 60_000;
const confirmAfterMs = 5_000;
const repeatAlarmMs = 10 * 60_000;
/** Warnings about a schedule are for its owners to see, not worth waking the platform's people. */
const quietCodes = new Set(['nobody_on_call']);

export function startWatchdog(options: WatchdogOptions): Watchdog {
  const { log } = options;
  const everyMs = (options.everySeconds ?? 30) * 1000;
  const db: Database = openDatabase({
    url: options.databaseUrl,
    max: 1,
    applicationName: 'evenkeel watchdog',
    onError: (error) => log.warn({ err: error, pool: 'watchdog' }, 'database connection lost'),
  });
  const findingsGauge = new Gauge({
    name: 'evenkeel_audit_findings',
    help: 'How often each invariant of paging was broken at the last audit',
    labelNames: ['code'],
    registers: [options.metrics],
  });
  const raisedAt = new Map<string, number>();
  let suspected = new Set<string>();
  let auditedAt = Number.NEGATIVE_INFINITY;
  let isHurried = false;
  let toldAliveAt = Number.NEGATIVE_INFINITY;

  const loop = startLoop({ name: 'watchdog', pauseMs: Math.min(everyMs, 5_000), carriesPages: true, log, work });

  async function work(): Promise<boolean> {
    if (performance.now() - auditedAt < everyMs) return false;
    isHurried = false;
    const audit = await auditPaging(db);
    report(audit);
    if (await repair(db, audit)) options.wake();
    await raise(audit);
    // What a start after a long stop finds is gone a moment later; only what stays is an alarm.
    const isConfirmed = audit.findings.every(({ code }) => suspected.has(code));
    suspected = new Set(audit.findings.map(({ code }) => code));
    auditedAt = performance.now() - (!audit.isClean && !isConfirmed ? Math.max(everyMs - confirmAfterMs, 0) : 0);
    if (audit.isClean) await tellAlive();
    if (isHurried) auditedAt = Number.NEGATIVE_INFINITY;
    return isHurried;
  }

  function report({ findings }: Audit) {
    findingsGauge.reset();
    for (const { code } of invariants) findingsGauge.set({ code }, 0);
    for (const { code, count } of findings) findingsGauge.set({ code }, count);
    const faults = findings.filter(({ weight }) => weight === 'fault');
    if (faults.length > 0) log.error({ faults }, 'the audit of paging found faults');
  }

  async function raise({ findings }: Audit) {
    const standing = new Set(findings.map(({ code }) => code));
    const loud = findings.filter(
      ({ code, weight }) => !quietCodes.has(code) && (weight === 'warning' || suspected.has(code)),
    );
    const open = await openAlarms(db);
    for (const { code, sentence, count, subjectKind, examples } of loud) {
      const last = raisedAt.get(code) ?? Number.NEGATIVE_INFINITY;
      // Somebody who ended an alarm by hand knows; it comes back only when its reason stays.
      if (open.has(alarmKey(code)) || performance.now() - last < repeatAlarmMs) continue;
      const description = `${count === 1 ? '' : `${count} found. `}Look at ${subjectKind} ${examples.join(', ')}.`;
      await options.raisePlatformAlert({ dedupKey: alarmKey(code), title: sentence, description, resolved: false });
      raisedAt.set(code, performance.now());
    }
    for (const { code, sentence } of invariants) {
      if (standing.has(code) || !open.has(alarmKey(code))) continue;
      const description = 'The audit no longer finds it.';
      await options.raisePlatformAlert({ dedupKey: alarmKey(code), title: sentence, description, resolved: true });
      raisedAt.delete(code);
    }
  }

  async function tellAlive() {
    if (options.deadManUrl === undefined || performance.now() - toldAliveAt < deadManEveryMs) return;
    try {
      const reply = await options.egress.request({ url: options.deadManUrl, method: 'POST', timeoutMs: 10_000 });
      if (reply.status >= 400) throw new Error(`it answered ${reply.status}`);
      toldAliveAt = performance.now();
    } catch (error) {
      log.error({ err: error }, 'the outside dead-man switch was not reached');
    }
  }

  return {
    loop: {
      ...loop,
      async stop() {
        await loop.stop();
        await db.end();
      },
    },
    hurry() {
      isHurried = true;
      auditedAt = Number.NEGATIVE_INFINITY;
      loop.wake();
    },
  };
}
