import type { Registry } from 'prom-client';
import { problem } from '../../contract/errors.ts';
import * as contract from '../../contract/platform/platform.ts';
import { type Actor, may } from './auth/actor.ts';
import { type Handler, implement } from './http/handler.ts';
import { type Loop, stuckAfterMs } from './loop.ts';
import type { ProcessGroup } from './processes/member.ts';
import { metricsOfAll } from './processes/metrics.ts';

/** How the process is, not how the organisation is: what anybody on the network may know. */
const harmless =
  /^(?:process_|nodejs_|evenkeel_processes_|evenkeel_(?:loop_quiet|accept|clock_skew)_seconds$|evenkeel_signals_waiting$)/;

/** Of the organisation’s incidents. */
const measured = /^evenkeel_measures_/;

/** What this caller may know; counted only for those who may. */
async function metricsFor(actor: Actor, metrics: Registry, group: ProcessGroup | undefined): Promise<string> {
  const permissionOf = (name: string) => (measured.test(name) ? 'measures.read' : 'alerts.read');
  const isAllowed = (name: string) => harmless.test(name) || may(actor, permissionOf(name));
  const names = metrics.getMetricsAsArray().map(({ name }) => name);
  const texts = group
    ? await metricsOfAll(metrics, group, isAllowed)
    : await Promise.all(names.filter(isAllowed).map((name) => metrics.getSingleMetricAsString(name)));
  return `${texts.join('\n\n')}\n`;
}

/** A node that is taken out of balance accepts no alert: only for what alerts and pages themselves wait for. */
export function stuckSentence(loops: Loop[]): string | null {
  const stuck = loops.find((loop) => loop.carriesPages && loop.overdueMs() > stuckAfterMs);
  return stuck ? `The loop ${stuck.name} does not run.` : null;
}

/** Whoever asks reaches any of the processes of a start, and is told of all of them. */
export function healthHandlers(metrics: Registry, loops: () => Loop[], group?: ProcessGroup): Handler[] {
  return [
    implement(contract.checkHealth, async () => ({ status: 'ok' as const })),
    implement(contract.checkReady, async (ctx) => {
      await ctx.db.query('select 1');
      const stuck = stuckSentence(loops()) ?? group?.state().stuck[0];
      if (stuck) throw problem('unavailable', stuck);
      return { status: 'ready' as const };
    }),
    implement(contract.readMetrics, (ctx) => metricsFor(ctx.actor, metrics, group)),
  ];
}
