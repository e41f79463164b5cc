import type { InputOf } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type {
  noiseGroups,
  proposeRetirement as proposing,
  retirementStates,
} from '../../../contract/measure/noisy-alerts.ts';
import { longestOncallDays } from '../../../contract/measure/oncall.ts';
import { hoursText } from '../../../domain/measure/oncall/hours.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadOncallHours } from '../oncall/hours.ts';
import { readPeriod } from '../period.ts';
import * as store from './store.ts';

type NoiseQuery = {
  from?: string | undefined;
  to?: string | undefined;
  by: (typeof noiseGroups)[number];
  teamId?: number | undefined;
  serviceId?: number | undefined;
};

/** What paged most, with what was decided about it. */
export async function listNoisyAlerts(ctx: Pick<Context, 'db'>, { by, teamId, serviceId, ...query }: NoiseQuery) {
  const period = await readPeriod(ctx.db, query, longestOncallDays);
  const hours = await loadOncallHours(ctx.db);
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const filter = {
    ...{ from, to, nightFrom: hours.nightFrom, dayFrom: hours.dayFrom },
    ...{ teamId: teamId ?? null, serviceId: serviceId ?? null },
  };
  const found = await store.listNoise(ctx.db, by, filter);
  const keys = found.flatMap(({ source, dedupKey }) =>
    source && dedupKey !== null ? [{ sourceId: source.id, dedupKey }] : [],
  );
  const decided = keys.length > 0 ? await store.listRetirementsOf(ctx.db, keys) : [];
  const counts = await store.countPaged(ctx.db, filter);
  return {
    ...{ from, to, hours: hoursText(hours), ...counts, isCut: counts.pages >= store.mostPages },
    items: found.map((item) => ({
      ...item,
      key: [item.source?.id, item.dedupKey, item.routeId, by === 'service' ? item.serviceId : null].join(' '),
      retirement:
        decided.find(({ source, dedupKey }) => source.id === item.source?.id && dedupKey === item.dedupKey) ?? null,
    })),
  };
}

export async function listRetirements(ctx: Pick<Context, 'db'>, filter: store.RetirementFilter) {
  return { items: await store.listRetirements(ctx.db, filter) };
}

/** Proposals that somebody owns and that are due before then, or were. */
export const listDueRetirements = (db: Queryable, before: Date) => store.listDueRetirements(db, before);

/** Notes a proposal; the alert goes on paging. @throws Problem `state_conflict` when it is proposed already */
export async function proposeRetirement(ctx: Context, input: InputOf<typeof proposing>['body']) {
  return transaction(ctx.db, async (tx) => {
    const title = await store.titleOf(tx, input.sourceId, input.dedupKey);
    if (title === null) throw problem('not_found', 'This source never raised an alert with this dedup key.');
    if (input.ownerId !== null) await requireEnabledPerson(tx, input.ownerId, 'body.ownerId');
    const id = await store.insertRetirement(tx, { ...input, title }, actorReference(ctx.actor));
    if (id === null) throw problem('state_conflict', 'It is proposed already.');
    const { dedupKey, ownerId } = input;
    await recordEvent(tx, ctx.actor, 'alertRetirement.proposed', input.sourceId, { dedupKey, ownerId });
    return (await store.loadRetirement(tx, id))!;
  });
}

/** Notes what was decided; it changes no route. */
export async function decideRetirement(
  ctx: Context,
  id: number,
  { state, note }: { state: (typeof retirementStates)[number]; note?: string | undefined },
) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockRetirement(tx, id);
    if (!before) throw problem('not_found', `No proposal has the id ${id}.`);
    if (before.state !== state || note !== undefined) {
      await store.setRetirement(tx, id, state, note?.trim(), actorReference(ctx.actor));
      const { dedupKey, sourceId } = before;
      const change = { dedupKey, before: before.state, after: state };
      await recordEvent(tx, ctx.actor, 'alertRetirement.decided', sourceId, change);
    }
    return (await store.loadRetirement(tx, id))!;
  });
}
