import type { Registry } from 'prom-client';
import { problem } from '../../contract/errors.ts';
import * as contract from '../../contract/platform/platform.ts';
import { may } from './auth/actor.ts';
import { type Handler, implement } from './http/handler.ts';
import { type Loop, stuckAfterMs } from './loop.ts';

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
      // A node that is taken out of balance accepts no alert: only for what alerts and pages themselves wait for.
      const stuck = loops().find((loop) => loop.carriesPages && loop.overdueMs() > stuckAfterMs);
      if (stuck) throw problem('unavailable', `The loop ${stuck.name} does not run.`);
      return { status: 'ready' as const };
    }),
    implement(contract.readMetrics, (ctx) => (may(ctx.actor, 'alerts.read') ? metrics.metrics() : harmlessOf(metrics))),
  ];
}
