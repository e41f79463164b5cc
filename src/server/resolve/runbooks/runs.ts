/** A runbook in the hands of people: opened in an incident, ticked step by step, each tick on the timeline. */

import { problem } from '../../../contract/errors.ts';
import { parseSteps, progressOf } from '../../../domain/resolve/runbooks.ts';
import { singleLine } from '../../../domain/text.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { lockIncident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { tell } from '../../respond/incidents/timeline/actions.ts';
import { readRunbook, withStaleness } from './actions.ts';
import { runbooksForAlerts } from './fitting.ts';
import * as store from './runs-store.ts';
import { alertsOfIncident, listRunbooks, servicesOfIncident } from './store.ts';

const mostFitting = 20;

export async function listIncidentRunbooks(db: Queryable, incidentId: number) {
  await requireIncident(db, incidentId);
  const runs = await store.listRuns(db, incidentId);
  const opened = new Set(runs.map(({ runbookId }) => runbookId));
  const alerts = await alertsOfIncident(db, incidentId);
  const ids = await runbooksForAlerts(db, alerts, await servicesOfIncident(db, incidentId));
  const fitting = await listRunbooks(db, { ids: ids.filter((id) => !opened.has(id)) }, mostFitting, undefined);
  return { runs: runs.map(withProgress), fitting: fitting.items.map(withStaleness) };
}

/** Opens it at the version it has now; a runbook that is open in the incident already stays the run it is. */
export async function openRunbook(ctx: Context, incidentId: number, runbookId: number) {
  return transaction(ctx.db, async (tx) => {
    await lockIncident(tx, incidentId);
    const { version, title } = await readRunbook(tx, runbookId);
    const { id, isNew } = await store.openRun(tx, runbookId, version, incidentId, actorReference(ctx.actor));
    if (isNew) {
      await tell(tx, ctx.actor, incidentId, {
        event: 'incident.runbookOpened',
        kind: 'runbook',
        text: `Opened the runbook “${singleLine(title, 200)}”`,
        data: { runId: id, runbookId, runbookVersion: version },
      });
    }
    return read(tx, id);
  });
}

/** Ticks a step or takes the tick back; what is so already changes nothing and stays as it was told. */
export async function tickStep(ctx: Context, runId: number, stepId: string, done: boolean) {
  return transaction(ctx.db, async (tx) => {
    const before = await read(tx, runId);
    await lockIncident(tx, before.incidentId);
    const step = before.steps.find(({ id }) => id === stepId);
    if (!step) throw problem('not_found', 'This runbook has no such step.');
    const isChanged = done
      ? await store.tick(tx, runId, stepId, actorReference(ctx.actor))
      : await store.untick(tx, runId, stepId);
    if (isChanged) {
      const words = `“${singleLine(step.text, 300)}” of the runbook “${singleLine(before.title, 200)}”`;
      await tell(tx, ctx.actor, before.incidentId, {
        event: done ? 'incident.runbookStepTicked' : 'incident.runbookStepUnticked',
        kind: 'runbook',
        text: done ? `Done: ${words}` : `Marked as not done: ${words}`,
        data: { runId, runbookId: before.runbookId, stepId },
      });
    }
    return read(tx, runId);
  });
}

async function read(db: Queryable, id: number) {
  const found = await store.loadRun(db, id);
  if (!found) throw problem('not_found', `No run has the id ${id}.`);
  return withProgress(found);
}

function withProgress({ ticks, ...run }: store.RunRow) {
  const steps = parseSteps(run.body);
  const byStep = new Map(ticks.map((one) => [one.stepId, one]));
  const { doneCount, nextStepId } = progressOf(steps, [...byStep.keys()]);
  return {
    ...run,
    doneCount,
    nextStepId,
    steps: steps.map((step) => {
      const made = byStep.get(step.id);
      return {
        ...step,
        tickedBy: made?.tickedBy ?? null,
        tickedAt: made === undefined ? null : new Date(made.tickedAt),
      };
    }),
  };
}
