/** Drills that come again: a series always has its next drill planned, with the scenario and the leader whose turn it is. */

import { Problem, problem } from '../../../contract/errors.ts';
import type { DrillSeriesInput } from '../../../contract/program/drill-series.ts';
import { inTurn, nextOccurrence } from '../../../domain/program/drills/series.ts';
import { system } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadDocuments } from '../documents/actions.ts';
import { checkPlan, planIn } from './plan.ts';
import * as store from './series-store.ts';

const retrySeconds = 3_600;

export async function listSeries(ctx: Context, query: { limit: number; cursor?: string | undefined }) {
  const { items, nextCursor } = await store.listSeries(ctx.db, query.limit, query.cursor);
  return { items: await shown(ctx.db, items), nextCursor };
}

export async function getSeries(ctx: Context, id: number) {
  const found = await store.loadSeries(ctx.db, id);
  if (!found) throw problem('not_found', `No series of drills has the id ${id}.`);
  return (await shown(ctx.db, [found]))[0]!;
}

async function shown(db: Queryable, series: readonly store.SeriesRow[]) {
  const scenarios = series.length === 0 ? [] : await loadDocuments(db, 'scenario');
  return series.map(({ scenarioKeys, planAt, turn: _turn, ...rest }) => ({
    ...rest,
    isStopped: planAt === null,
    scenarios: scenarioKeys.map((key) => ({
      key,
      title: scenarios.find((scenario) => scenario.key === key)?.head.title ?? null,
    })),
  }));
}

/** @throws Problem `invalid_input` */
export async function createSeries(ctx: Context, input: DrillSeriesInput) {
  return transaction(ctx.db, async (tx) => {
    await check({ ...ctx, db: tx }, input);
    const id = await store.insertSeries(tx, input);
    await recordEvent(tx, ctx.actor, 'drillSeries.created', id, { after: input });
    return getSeries({ ...ctx, db: tx }, id);
  });
}

/** What it has planned stays as it is; the next ones follow the change. @throws Problem `invalid_input`, `version_mismatch` */
export async function updateSeries(ctx: Context, id: number, input: DrillSeriesInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockSeries(tx, id);
    if (!before) throw problem('not_found', `No series of drills has the id ${id}.`);
    await requireVersion(tx, before, ifMatch, 'drillSeries', id);
    await check({ ...ctx, db: tx }, input);
    await store.updateSeries(tx, id, input);
    await recordEvent(tx, ctx.actor, 'drillSeries.updated', id, { before: recorded(before), after: input });
    return getSeries({ ...ctx, db: tx }, id);
  });
}

function recorded({ planAt, agreed, beforeWebhook, afterWebhook, ...series }: store.SeriesRow) {
  const { name, scenarioKeys, rhythm, firstAt, timeZone, consent, inSandbox } = series;
  return {
    ...{ name, scenarioKeys, rhythm, firstAt, timeZone, isStopped: planAt === null, consent, inSandbox },
    agreedIds: agreed.map(({ id }) => id),
    beforeWebhookId: beforeWebhook?.id ?? null,
    afterWebhookId: afterWebhook?.id ?? null,
  };
}

/** Every turn must be possible as far as can be known now. */
async function check(ctx: Context & { db: Transaction }, input: DrillSeriesInput): Promise<void> {
  for (const [place, scenarioKey] of input.scenarioKeys.entries()) {
    const leaderId = input.leaderIds.length === 0 ? null : input.leaderIds[place % input.leaderIds.length]!;
    await checkPlan(ctx, planOf(input, scenarioKey, leaderId, null)).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      const errors = error.errors.map((fault) => ({
        ...fault,
        path: fault.path.replace('body.scenarioKey', 'body.scenarioKeys').replace('body.leaderId', 'body.leaderIds'),
      }));
      throw problem('invalid_input', undefined, errors);
    });
  }
}

function planOf(
  of: Pick<store.DueSeries, 'teamId' | 'serviceIds' | 'sourceId' | 'consent' | store.SurroundingsKey>,
  scenarioKey: string,
  leaderId: number | null,
  plannedFor: string | null,
) {
  const { teamId, serviceIds, sourceId, consent, inSandbox, agreedIds, beforeWebhookId, afterWebhookId } = of;
  const surroundings = { inSandbox, agreedIds, beforeWebhookId, afterWebhookId };
  return { scenarioKey, leaderId, plannedFor, teamId, serviceIds, sourceId, consent, ...surroundings };
}

/** Plans the next drill of one series that waits for it. @returns whether there may be more */
export async function planNext(db: Database): Promise<boolean> {
  return transaction(db, async (tx) => {
    const series = await store.claimDue(tx);
    if (!series) return false;
    const at = nextOccurrence(series, await readNowMs(tx));
    const planned = await planTurn(tx, series, new Date(at).toISOString());
    if (planned === null) await store.setProblem(tx, series.id, whyNot, retrySeconds);
    else await store.setPlanned(tx, series.id, new Date(at));
    return true;
  });
}

const whyNot =
  'None of its scenarios can be planned: see whether they, the source, the services and the webhooks are still there.';

/** The first scenario and leader in turn that can; null where none can. */
async function planTurn(tx: Transaction, series: store.DueSeries, plannedFor: string): Promise<number | null> {
  const ctx = { db: tx, actor: system };
  const serviceIds = await store.existingOf(tx, 'services', series.serviceIds);
  const leaders = await store.existingOf(tx, 'people', series.leaderIds);
  const agreedIds = await store.existingOf(tx, 'people', series.agreedIds);
  const leaderId = inTurn(series.leaderIds, series.turn).find((id) => leaders.includes(id)) ?? null;
  for (const scenarioKey of inTurn(series.scenarioKeys, series.turn)) {
    try {
      const input = planOf({ ...series, serviceIds, agreedIds }, scenarioKey, leaderId, plannedFor);
      return await planIn(ctx, input, series.id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return null;
}
