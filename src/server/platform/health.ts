import type { Registry } from 'prom-client';
import { problem } from '../../contract/errors.ts';
import * as contract from '../../contract/platform/platform.ts';
import { may } from './auth/actor.ts';
import { type Handler, implement } from './http/handler.ts';
import type { Loop } from './loop.ts';

/** A loop that has not ended a run well for this long beyond its rest is stuck. */
const stuckAfterMs = 15_000;

/** How the process is, not how the organisation is: what anybody on the network may know. */
const harmless = /^(?:process_|nodejs_|evenkeel_(?:loop_quiet|accept)_seconds$|evenkeel_signals_waiting$)/;

async function harmlessOf(metrics: Registry): Promise<string> {
  const names = metrics.getMetricsAsArray().map(({ name }) => name);
  const texts = names.filter((name) => harmless.test(name)).map((name) => metrics.getSingleMetricAsString(name));
  return `${(await Promise.all(texts)).join('\n\n')}\n`;
}

export function healthHandlers(metrics: Registry, loops: () => Loop[]): Handler[] {
  return [
    implement(contract.checkHealth, async () => ({ status: 'ok' as const })),
    implement(contract.checkReady, async (ctx) => {
      await ctx.db.query('select 1');
      const stuck = loops().find((loop) => loop.overdueMs() > stuckAfterMs);
      if (stuck) throw problem('unavailable', `The loop ${stuck.name} does not run.`);
      return { status: 'ready' as const };
    }),
    implement(contract.readMetrics, (ctx) => (may(ctx.actor, 'alerts.read') ? metrics.metrics() : harmlessOf(metrics))),
  ];
}
