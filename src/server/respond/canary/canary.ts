/** Tries every minute whether an alert would get through, beside paging: with a timer and a connection of its own. */
import type { Logger } from 'pino';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import * as contract from '../../../contract/respond/canary.ts';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { type Check, ok, warning } from '../../platform/doctor/check.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { type CanaryOptions, runCanary } from './run.ts';
import * as store from './store.ts';
import { madeUpOnly } from './tables.ts';

const everyMs = 60_000;

export type StartCanaryOptions = Omit<CanaryOptions, 'madeUp'> & {
  databaseUrl: string;
  log: Logger;
  metrics: Registry;
};

/** One connection on which only made-up tables are found. */
export function openMadeUp(databaseUrl: string, log: Logger): Database {
  return openDatabase({
    url: databaseUrl,
    max: 1,
    applicationName: 'evenkeel canary',
    statementTimeoutMs: 5_000,
    keepsIdle: true,
    searchPath: madeUpOnly,
    onError: (error) => log.warn({ err: error, pool: 'canary' }, 'database connection lost'),
  });
}

export function startCanary({ databaseUrl, log, metrics, ...options }: StartCanaryOptions): Loop {
  const madeUp = openMadeUp(databaseUrl, log);
  const { db, nodeId } = options;
  const seconds = new Histogram({
    name: 'evenkeel_canary_seconds',
    help: 'How long the canary took for each stage',
    labelNames: ['stage'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  });
  const runs = new Counter({
    name: 'evenkeel_canary_runs_total',
    help: 'Runs of the canary by the stage that failed; none where it got through',
    labelNames: ['failed_stage'],
    registers: [metrics],
  });
  const lastGood = new Gauge({
    name: 'evenkeel_canary_last_success_seconds',
    help: 'When the canary last got through, in seconds since 1970',
    registers: [metrics],
  });
  const loop = startLoop({
    name: 'canary',
    pauseMs: everyMs,
    log,
    async work() {
      const id = await store.beginRun(db, nodeId);
      const outcome = await runCanary({ ...options, madeUp });
      for (const [stage, ms] of Object.entries(outcome.stages)) seconds.observe({ stage }, ms / 1000);
      runs.inc({ failed_stage: outcome.failedStage ?? 'none' });
      if (outcome.failedStage === null) lastGood.setToCurrentTime();
      else log.error({ canary: outcome }, 'the canary did not get through');
      await store.endRun(db, id, outcome);
      return false;
    },
  });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      await madeUp.end();
    },
  };
}

/** `isOn`: at this node. */
export function canaryHandlers(isOn: boolean): Handler[] {
  return [implement(contract.readCanary, async (ctx) => ({ isOn, items: await store.listLastRuns(ctx.db) }))];
}

export function canaryCheck(db: Database, isOn: boolean): Check {
  return {
    name: 'canary',
    async run() {
      if (!isOn) return ok('The canary is off (EVENKEEL_CANARY): no made-up alert tries the way of a real one.');
      const found = await store.listLastRuns(db);
      if (found.length === 0) return ok('The canary has not run yet.');
      return found.map(({ node, stages, failedStage, problem, runs, failed }) => {
        if (failedStage !== null)
          return warning(`The canary of node ${node.name} failed at ${failedStage}: ${problem}`);
        const ms = Math.round(Object.values(stages).reduce<number>((sum, each) => sum + (each ?? 0), 0));
        return ok(
          `A made-up alert got through node ${node.name} in ${ms} ms; ${failed} of ${runs} failed within a day.`,
        );
      });
    },
  };
}
