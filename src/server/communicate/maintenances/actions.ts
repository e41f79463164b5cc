import { type FieldError, problem } from '../../../contract/errors.ts';
import type { StatusMaintenanceInput } from '../../../contract/status-maintenances.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { newPublicId } from '../public-id.ts';
import { unknownComponents } from '../status-page/store.ts';
import { queueMaintenanceMails } from '../subscribers/queue-store.ts';
import * as store from './store.ts';

const longestMs = 31 * 86_400_000;

/** Announces work; with `notifySubscribers` the mails are queued in the same transaction. */
export async function createMaintenance(ctx: Context, input: StatusMaintenanceInput) {
  return transaction(ctx.db, async (tx) => {
    await check(tx, input);
    const id = await store.insertMaintenance(tx, newPublicId(), input, ctx.actor);
    await store.replaceComponents(tx, id, input.componentIds);
    return finish(ctx, tx, id, 'statusMaintenance.created', { after: input }, input.notifySubscribers);
  });
}

/** Changes work that is not over. `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateMaintenance(ctx: Context, id: number, input: StatusMaintenanceInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await openOne(tx, id);
    await check(tx, input);
    if (!(await store.updateMaintenance(tx, id, input, ifMatch))) throw problem('version_mismatch');
    await store.replaceComponents(tx, id, input.componentIds);
    return finish(ctx, tx, id, 'statusMaintenance.updated', { before, after: input }, input.notifySubscribers);
  });
}

/** Calls it off before it began, or ends it now. */
export async function cancelMaintenance(ctx: Context, id: number, notifySubscribers: boolean) {
  return transaction(ctx.db, async (tx) => {
    const before = await openOne(tx, id);
    await store.cancelMaintenance(tx, id);
    return finish(ctx, tx, id, 'statusMaintenance.canceled', { before }, notifySubscribers);
  });
}

async function finish(
  ctx: Context,
  tx: Queryable,
  id: number,
  kind: string,
  data: Record<string, unknown>,
  notify: boolean,
) {
  const maintenance = (await store.loadMaintenance(tx, id))!;
  await recordEvent(tx, ctx.actor, { kind, subjectKind: 'status-page', subjectId: id, data });
  if (notify) await queueMaintenanceMails(tx, id, `version ${maintenance.version}`);
  return maintenance;
}

async function openOne(db: Queryable, id: number) {
  const found = await store.loadMaintenance(db, id);
  if (!found) throw problem('not_found', `No announced maintenance has the id ${id}.`);
  if (found.state === 'completed' || found.state === 'canceled') throw problem('state_conflict', 'This is over.');
  return found;
}

async function check(tx: Queryable, input: StatusMaintenanceInput): Promise<void> {
  const errors: FieldError[] = [];
  const startsAt = Date.parse(input.startsAt);
  const endsAt = Date.parse(input.endsAt);
  if (endsAt <= startsAt) errors.push({ path: 'body.endsAt', message: 'The end must lie after the start.' });
  else if (endsAt - startsAt > longestMs) errors.push({ path: 'body.endsAt', message: 'It lasts 31 days at most.' });
  const unknown = await unknownComponents(tx, input.componentIds);
  if (unknown.length > 0) errors.push({ path: 'body.componentIds', message: `No component has the id ${unknown[0]}.` });
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
}
