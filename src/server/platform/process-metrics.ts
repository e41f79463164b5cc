import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import type { Loop } from './loop.ts';

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
