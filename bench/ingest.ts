/** Accepting signals: the same requests to both, in turns. */

import { eventually } from '../test/harness/eventually.ts';
import type { Alertmanager } from '../test/harness/programs/alertmanager.ts';
import type { App } from '../test/harness/programs/app-process.ts';
import { alertsPerBatch, type Bodies } from './bodies.ts';
import { sendLoad } from './load.ts';
import { cpuSeconds } from './processes.ts';

export type IngestRound = {
  alertsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  refused: number;
  cpuMicrosPerAlert: number;
  /** Until the last accepted one was absorbed, after the load had ended; 0 for Alertmanager, which has no such step. */
  lagSeconds: number;
  /** Alerts per second when the time to absorb them counts. */
  sustainedPerSecond: number;
};

type Target = { url: string; pids: number[]; absorbed: () => Promise<unknown> };

export type Shape = 'single' | 'batch';

const connections = { single: 64, batch: 16 };

async function ingest(target: Target, bodies: Bodies, shape: Shape, seconds: number): Promise<IngestRound> {
  const alertsPerRequest = shape === 'batch' ? alertsPerBatch : 1;
  const cpuBefore = cpuSeconds(target.pids);
  const load = await sendLoad({ url: target.url, bodies: bodies[shape], connections: connections[shape], seconds });
  const endedAt = performance.now();
  await target.absorbed();
  const lagSeconds = (performance.now() - endedAt) / 1_000;
  const alerts = load.accepted * alertsPerRequest;
  return {
    alertsPerSecond: alerts / load.seconds,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    refused: load.refused,
    cpuMicrosPerAlert: ((cpuSeconds(target.pids) - cpuBefore) * 1e6) / alerts,
    lagSeconds,
    sustainedPerSecond: alerts / (load.seconds + lagSeconds),
  };
}

export type IngestResult = Record<Shape, { evenkeel: IngestRound[]; alertmanager: IngestRound[] }>;

export async function measureIngest(
  app: App,
  sourceUrl: string,
  alertmanager: Alertmanager | null,
  bodies: Bodies,
  plan: { rounds: number; seconds: number },
): Promise<IngestResult> {
  const ours: Target = {
    url: `${sourceUrl}/api/v2/alerts`,
    pids: [app.program().pid, app.postmasterPid()!],
    absorbed: () => eventually(async () => (await waitingSignals(app)) === 0, 60_000),
  };
  const theirs: Target | null = alertmanager && {
    url: `${alertmanager.url}/api/v2/alerts`,
    pids: [alertmanager.pid],
    absorbed: async () => {},
  };
  const result: IngestResult = {
    single: { evenkeel: [], alertmanager: [] },
    batch: { evenkeel: [], alertmanager: [] },
  };
  for (const shape of ['single', 'batch'] as const) {
    for (const target of [ours, theirs]) if (target) await ingest(target, bodies, shape, 2);
    for (let round = 0; round < plan.rounds; round += 1) {
      // Who goes first changes, so that what one leaves behind (a busy disk, a warm cache) meets both.
      const order = round % 2 === 0 ? (['evenkeel', 'alertmanager'] as const) : (['alertmanager', 'evenkeel'] as const);
      for (const name of order) {
        const target = name === 'evenkeel' ? ours : theirs;
        if (target) result[shape][name].push(await ingest(target, bodies, shape, plan.seconds));
      }
    }
  }
  return result;
}

async function waitingSignals(app: App): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^evenkeel_signals_waiting (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
