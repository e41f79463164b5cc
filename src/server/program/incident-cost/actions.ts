import { problem } from '../../../contract/errors.ts';
import type { CreditsInput, IncidentCost } from '../../../contract/program/costs/incident-cost.ts';
import { type CostsInput, costsInput } from '../../../contract/program/program.ts';
import { withAnyTexts } from '../../../contract/relaxed.ts';
import { costOf, costText } from '../../../domain/program/cost/incident-cost.ts';
import { type PersonTime, peopleTime } from '../../../domain/program/cost/people-time.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lockIncident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { impactRatesInForce } from '../impact-rates/actions.ts';
import * as store from './store.ts';

/** @throws Problem `not_found`, also for drills and tests */
export async function readIncidentCost(db: Queryable, id: number) {
  await requireIncident(db, id);
  const [cost] = await readIncidentCosts(db, [id]);
  if (!cost) throw problem('not_found', `${incidentKey(id)} is an exercise: what it cost is not calculated.`);
  return cost;
}

export async function readIncidentCosts(db: Queryable, ids: readonly number[]) {
  return costsOf(db, await store.listCostRows(db, ids));
}

/** Of an incident in a text: `at least €1,000 to €4,500`. */
export async function incidentCostText(db: Queryable, id: number): Promise<string> {
  const [cost] = await readIncidentCosts(db, [id]);
  return cost ? costText(cost, cost.currency) : 'not known yet';
}

export type CostPage = { items: Awaited<ReturnType<typeof costsOf>>; nextCursor: string | null };

/** A page of all incidents, newest first. */
export async function listAllCosts(
  db: Queryable,
  query: { declaredFrom?: string | undefined; declaredBefore?: string | undefined },
  limit: number,
  cursor: string | undefined,
): Promise<CostPage> {
  const after = cursor === undefined ? null : (JSON.parse(cursor) as { declaredAt: string; id: number });
  const found = await store.listCostRowsBefore(
    db,
    { from: query.declaredFrom, before: query.declaredBefore },
    after && { declaredAt: new Date(after.declaredAt), id: after.id },
    limit,
  );
  const last = found.length < limit ? undefined : found.at(-1);
  return {
    items: await costsOf(db, found),
    nextCursor: last ? JSON.stringify({ declaredAt: last.declaredAt, id: last.id }) : null,
  };
}

async function costsOf(db: Queryable, incidents: readonly store.CostRow[]) {
  const ids = incidents.map(({ id }) => id);
  const now = await readNowMs(db);
  const written = await readWritten(db);
  const ratesInForce = await impactRatesInForce(
    db,
    incidents.map(({ closedAt }) => closedAt),
  );
  const visits = byIncident(await store.listVisits(db, ids));
  const roles = byIncident(await store.listRoleTimes(db, ids));
  return incidents.map((incident) => {
    const { resolvedAt, closedAt, mitigatedAt, declaredAt, impactStartedAt } = incident;
    const endedAt = (resolvedAt ?? closedAt)?.getTime() ?? null;
    const timeOf = (own: store.PersonStretch): PersonTime => ({
      personId: own.personId,
      from: own.from.getTime(),
      to: own.to?.getTime() ?? now,
    });
    const assumed = inForce(written, closedAt);
    return {
      incidentId: incident.id,
      currency: assumed?.costs.currency ?? incident.credits?.currency ?? 'EUR',
      ...costOf({
        severity: incident.severity,
        services: incident.services,
        isFalseAlarm: incident.isFalseAlarm,
        impactStartedAt: impactStartedAt?.getTime() ?? null,
        declaredAt: declaredAt.getTime(),
        impactEndedAt: mitigatedAt?.getTime() ?? endedAt,
        now,
        people: incident.keepsVisits
          ? peopleTime((visits.get(incident.id) ?? []).map(timeOf), (roles.get(incident.id) ?? []).map(timeOf), {
              from: declaredAt.getTime(),
              to: endedAt ?? now,
            })
          : null,
        credits: incident.credits,
        costs: assumed?.costs ?? null,
        impactRates: ratesInForce(closedAt),
      }),
      assumedAt: assumed?.at ?? null,
      isSettled: closedAt !== null,
      credits: incident.credits,
      version: incident.version,
    } satisfies Omit<IncidentCost, 'assumedAt'> & { assumedAt: Date | null };
  });
}

function byIncident(stretches: readonly store.PersonStretch[]): Map<number, store.PersonStretch[]> {
  const found = new Map<number, store.PersonStretch[]>();
  for (const stretch of stretches) found.set(stretch.incidentId, [...(found.get(stretch.incidentId) ?? []), stretch]);
  return found;
}

type Written = { at: Date; costs: CostsInput };

async function readWritten(db: Queryable): Promise<Written[]> {
  return (await store.listWrittenCosts(db)).flatMap(({ at, costs }) => {
    const parsed = withAnyTexts(costsInput).safeParse(costs);
    return parsed.success ? [{ at, costs: parsed.data }] : [];
  });
}

/** The latest; of what is closed, those of that day, or the first ones ever if there were none yet. */
function inForce(written: readonly Written[], closedAt: Date | null): Written | undefined {
  if (closedAt === null) return written.at(-1);
  return written.findLast(({ at }) => at <= closedAt) ?? written[0];
}

/** @throws Problem `not_found`, `version_mismatch` */
export async function setCredits(ctx: Context, id: number, input: CreditsInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    await lockIncident(tx, id);
    await readIncidentCost(tx, id);
    const before = (await store.loadCredits(tx, id)) ?? {};
    if (!(await store.writeCredits(tx, id, input, ifMatch)))
      throw await changedMeanwhile(tx, 'incident', id, ['incident.creditsEntered']);
    await recordEvent(tx, ctx.actor, 'incident.creditsEntered', id, { before, after: input });
    return readIncidentCost(tx, id);
  });
}
