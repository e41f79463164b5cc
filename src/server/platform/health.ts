import type { Registry } from 'prom-client';
import { problem } from '../../contract/errors.ts';
import * as contract from '../../contract/platform.ts';
import { implement, type Route } from './http/route.ts';
import type { Loop } from './loop.ts';

/** A loop that has not ended a run well for this long beyond its rest is stuck. */
const stuckAfterMs = 15_000;

export function healthRoutes(metrics: Registry, loops: () => Loop[]): Route[] {
  return [
    implement(contract.checkHealth, async () => ({ status: 'ok' as const })),
    implement(contract.checkReady, async (ctx) => {
      await ctx.db.query('select 1');
      const stuck = loops().find((loop) => loop.overdueMs() > stuckAfterMs);
      if (stuck) throw problem('unavailable', `The loop ${stuck.name} does not run.`);
      return { status: 'ready' as const };
    }),
    implement(contract.readMetrics, () => metrics.metrics()),
  ];
}
