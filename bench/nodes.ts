/**
 * Where one PostgreSQL ends: `node --import tsx bench/nodes.ts` accepts with one, two and four nodes on it, single alerts
 * and batches of a hundred, and prints a line for each. `SECONDS` says how long each round takes (5).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openDatabase, row } from '../src/server/platform/db/database.ts';
import { startEmbedded } from '../src/server/platform/db/embedded.ts';
import { eventually } from '../test/harness/eventually.ts';
import { type App, startApp } from '../test/harness/programs/app-process.ts';
import { worldThrough } from '../test/harness/world.ts';
import { alertsPerBatch, makeBodies } from './bodies.ts';
import { generatorName, type LoadResult, sendLoad } from './load.ts';

const seconds = Number(process.env.SECONDS ?? 5);
const bodies = makeBodies();
const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel bench '));
const settings = { max_connections: 200 };
const embedded = await startEmbedded({ dataDir: folder, log: pino({ level: 'silent' }), settings });
const apps: App[] = [];
console.log(`${os.cpus().length} cores, ${os.cpus()[0]!.model}, load by ${generatorName}`);
try {
  for (const count of [1, 2, 4]) {
    while (apps.length < count) apps.push(await startApp({ databaseUrl: embedded.url, folder: os.tmpdir() }));
    const source = await worldThrough(apps[0]!).source('alertmanager-api', null);
    for (const shape of ['single', 'batch'] as const) {
      const loads = await Promise.all(
        apps.map(({ url }) =>
          sendLoad({
            url: `${source.url.replace(apps[0]!.url, url)}/api/v2/alerts`,
            bodies: bodies[shape],
            connections: Math.ceil((shape === 'batch' ? 16 : 64) / count),
            seconds,
          }),
        ),
      );
      const endedAt = performance.now();
      await eventually(async () => (await Promise.all(apps.map(waiting))).every((each) => each === 0), 120_000);
      const lagSeconds = (performance.now() - endedAt) / 1_000;
      const alerts = sum(loads, ({ accepted }) => accepted) * (shape === 'batch' ? alertsPerBatch : 1);
      const figures = {
        nodes: count,
        shape,
        acceptedPerSecond: Math.round(alerts / seconds),
        absorbedPerSecond: Math.round(alerts / (seconds + lagSeconds)),
        p50Ms: Math.max(...loads.map(({ p50Ms }) => p50Ms)),
        p99Ms: Math.max(...loads.map(({ p99Ms }) => p99Ms)),
        refused: sum(loads, ({ refused }) => refused),
      };
      console.log(JSON.stringify(figures));
    }
  }
  console.log(JSON.stringify(await growth()));
} finally {
  for (const app of apps) await app.stop();
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
}

/** What the data of this run takes: nearly all signals repeat one of a thousand alerts. */
async function growth() {
  const db = openDatabase({ url: embedded.url, max: 1, applicationName: 'bench' });
  const found = await row<{ requests: number; signals: number; signalsMb: number; eventsMb: number; allMb: number }>(
    db,
    `select (select count(*)::int from signals) as requests, (select coalesce(sum(signal_count), 0)::int from signals) as signals,
       pg_total_relation_size('signals') / 1048576.0 as signals_mb, pg_total_relation_size('events') / 1048576.0 as events_mb,
       pg_database_size(current_database()) / 1048576.0 as all_mb`,
  );
  await db.end();
  const { requests, signals, ...mb } = found!;
  const each = Object.entries(mb).map(([name, value]) => [
    `${name}Per100000`,
    Number(((value * 100_000) / signals).toFixed(1)),
  ]);
  return { requests, signals, ...Object.fromEntries(each) };
}

function sum(loads: LoadResult[], of: (load: LoadResult) => number): number {
  return loads.reduce((total, load) => total + of(load), 0);
}

async function waiting({ url }: App): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^evenkeel_signals_waiting (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
