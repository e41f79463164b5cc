import type { Registry } from 'prom-client';
import { problem } from '../../contract/errors.ts';
import * as contract from '../../contract/platform/platform.ts';
import { type Actor, may } from './auth/actor.ts';
import { type Handler, implement } from './http/handler.ts';
import { type Loop, stuckAfterMs } from './loop.ts';

/** How the process is, not how the organisation is: what anybody on the network may know. */
const harmless = /^(?:process_|nodejs_|evenkeel_(?:loop_quiet|accept|clock_skew)_seconds$|evenkeel_signals_waiting$)/;

/** Of the organisation’s incidents. */
const measured = /^evenkeel_measures_/;

/** What this caller may know; counted only for those who may. */
async function metricsFor(actor: Actor, metrics: Registry): Promise<string> {
  const permissionOf = (name: string) => (measured.test(name) ? 'measures.read' : 'alerts.read');
  const names = metrics.getMetricsAsArray().map(({ name }) => name);
  const allowed = names.filter((name) => harmless.test(name) || may(actor, permissionOf(name)));
  const texts = await Promise.all(allowed.map((name) => metrics.getSingleMetricAsString(name)));
  return `${texts.join('\n\n')}\n`;
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
    implement(contract.readMetrics, (ctx) => metricsFor(ctx.actor, metrics)),
  ];
}
