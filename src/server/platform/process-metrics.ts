import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import { type Database, row } from './db/database.ts';
import type { Loop } from './loop.ts';
import { type NodeHandle, nodeDeadAfterSeconds } from './nodes.ts';
import { ofInstallation } from './processes/metrics.ts';

/** Metrics of the process itself: memory, event loop, and how long each loop has been quiet. */
export function processMetrics(metrics: Registry, loops: Loop[]): void {
  collectDefaultMetrics({ register: metrics });
  new Gauge({
    name: 'evenkeel_loop_quiet_seconds',
    help: 'Seconds since the last good run of each loop',
    labelNames: ['loop'],
    registers: [metrics],
    collect() {
      for (const loop of loops) this.set({ loop: loop.name }, loop.quietForMs() / 1000);
    },
  });
}

/** Metrics of the installation as this node sees it: how many nodes run, and whether its clock agrees with the database. */
export function nodeMetrics(metrics: Registry, db: Database, node: NodeHandle): void {
  new Gauge({
    name: 'evenkeel_nodes_running',
    help: 'Nodes of this installation that run, as the database knows them',
    aggregator: ofInstallation,
    registers: [metrics],
    async collect() {
      const found = await row<{ count: number }>(
        db,
        `select count(*)::int as count from nodes
         where stopped_at is null and heartbeat_at > evenkeel.now() - make_interval(secs => $1)`,
        [nodeDeadAfterSeconds],
      );
      this.set(found!.count);
    },
  });
  new Gauge({
    name: 'evenkeel_clock_skew_seconds',
    help: 'By how much the clock of the database is ahead of the one of this node',
    registers: [metrics],
    collect() {
      this.set((node.wallNow() - Date.now()) / 1000);
    },
  });
}
