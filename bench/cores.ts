/**
 * What more processes on one port bring: `node --import tsx bench/cores.ts` accepts with one, two and as many processes as
 * there are processors, each with a PostgreSQL of its own inside, single alerts and batches of a hundred, and prints a line
 * for each. `SECONDS` says how long each round takes (5).
 */
import os from 'node:os';
import { eventually } from '../test/harness/eventually.ts';
import { type App, startApp } from '../test/harness/programs/app-process.ts';
import { worldThrough } from '../test/harness/world.ts';
import { alertsPerBatch, makeBodies } from './bodies.ts';
import { generatorName, sendLoad } from './load.ts';
import { memoryMb } from './processes.ts';

const seconds = Number(process.env.SECONDS ?? 5);
const bodies = makeBodies();
const cores = os.availableParallelism();
console.log(`${cores} cores, ${os.cpus()[0]!.model}, load by ${generatorName}`);
for (const count of [...new Set([1, 2, cores])].sort((a, b) => a - b)) {
  const app = await startApp({ environment: { EVENKEEL_PROCESSES: String(count) }, folder: os.tmpdir() });
  try {
    await eventually(async () => (await figures(app, 'evenkeel_processes_running'))[0] === count, 60_000);
    const idleMb = Math.round(memoryMb([app.program().pid]));
    const source = await worldThrough(app).source('alertmanager-api', null);
    for (const shape of ['single', 'batch'] as const) {
      const before = await figures(app, 'evenkeel_accept_seconds_count');
      const connections = shape === 'batch' ? 16 : 64;
      const load = await sendLoad({ url: `${source.url}/api/v2/alerts`, bodies: bodies[shape], connections, seconds });
      const endedAt = performance.now();
      await eventually(async () => sum(await figures(app, 'evenkeel_signals_waiting')) === 0, 120_000);
      const lagSeconds = (performance.now() - endedAt) / 1_000;
      const alerts = load.accepted * (shape === 'batch' ? alertsPerBatch : 1);
      const after = await figures(app, 'evenkeel_accept_seconds_count');
      const line = {
        processes: count,
        shape,
        acceptedPerSecond: Math.round(alerts / seconds),
        absorbedPerSecond: Math.round(alerts / (seconds + lagSeconds)),
        p50Ms: load.p50Ms,
        p99Ms: load.p99Ms,
        refused: load.refused,
        requestsOfEachProcess: after.map((value, at) => value - (before[at] ?? 0)),
        idleMb,
      };
      console.log(JSON.stringify(line));
    }
  } finally {
    await app.stop();
  }
}

/** One for each process, in their order. */
async function figures({ url }: App, name: string): Promise<number[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}(\\{[^}]*\\})? (\\S+)$`, 'gm'));
  const found = new Map<string, number>();
  for (const [, labels, value] of lines) {
    const process = /process="(\d+)"/.exec(labels ?? '')?.[1] ?? '1';
    found.set(process, (found.get(process) ?? 0) + Number(value));
  }
  return [...found].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
