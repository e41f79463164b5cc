import type { StatusMaintenanceInput } from '../../../contract/communicate/status-maintenances.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import type { EventData, KindAbout } from '../../../contract/events/catalogue.ts';
import { cancelWindow, createWindow, getWindow, updateWindow } from '../../detect/maintenance-windows/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { type NewEvent, recordEvents } from '../../platform/events/record.ts';
import { newPublicId } from '../public-id.ts';
import { loadPage, unknownComponents } from '../status-page/store.ts';
import { queueMaintenanceMails } from '../subscribers/queue-store.ts';
import * as store from './store.ts';

const longestMs = 31 * 86_400_000;

/** Announces work; with `notifySubscribers` the mails are queued in the same transaction. */
export async function createMaintenance(ctx: Context, input: StatusMaintenanceInput) {
  return transaction(ctx.db, async (tx) => {
    await check(tx, input);
    const id = await store.insertMaintenance(tx, newPublicId(), input, ctx.actor);
    await store.replaceComponents(tx, id, input.componentIds);
    await mute(ctx, tx, id, input, null);
    return finish(ctx, tx, id, 'statusMaintenance.created', { after: input }, input.notifySubscribers);
  });
}

/** Changes work that is not over. `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateMaintenance(ctx: Context, id: number, input: StatusMaintenanceInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await openOne(tx, id);
    await check(tx, input);
    if (!(await store.updateMaintenance(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'statusMaintenance', id);
    }
    await store.replaceComponents(tx, id, input.componentIds);
    await mute(ctx, tx, id, input, before.mutes);
    return finish(ctx, tx, id, 'statusMaintenance.updated', { before, after: input }, input.notifySubscribers);
  });
}

/** Calls it off before it began, or ends it now. */
export async function cancelMaintenance(ctx: Context, id: number, notifySubscribers: boolean) {
  return transaction(ctx.db, async (tx) => {
    const before = await openOne(tx, id);
    await store.cancelMaintenance(tx, id);
    if (before.mutes) await endWindow({ ...ctx, db: tx }, before.mutes.windowId);
    return finish(ctx, tx, id, 'statusMaintenance.canceled', { before }, notifySubscribers);
  });
}

/**
 * Makes the maintenance window say what was announced: the same times, the services of the components. A window that
 * somebody ended by hand stays ended, and a new one is made for what is announced now.
 */
async function mute(
  ctx: Context,
  tx: Transaction,
  id: number,
  input: StatusMaintenanceInput,
  before: store.MaintenanceRow['mutes'],
): Promise<void> {
  const inside = { ...ctx, db: tx };
  if (!input.muteAlerts) {
    if (before) await endWindow(inside, before.windowId);
    return store.setWindow(tx, id, null);
  }
  const serviceIds = await store.servicesOf(tx, input.componentIds);
  if (serviceIds.length === 0) {
    throw problem('invalid_input', 'Some fields are not valid.', [
      {
        path: 'body.muteAlerts',
        message: 'None of these components belongs to a service, so there is nothing to mute.',
      },
    ]);
  }
  const { title, startsAt, endsAt } = input;
  const window = { title, startsAt, endsAt, serviceIds, condition: null };
  const isCurrent = before !== null && isGoingOn((await getWindow(inside, before.windowId)).state);
  if (isCurrent) await updateWindow(inside, before.windowId, window);
  else await store.setWindow(tx, id, (await createWindow(inside, window)).id);
}

async function endWindow(ctx: Context, windowId: number): Promise<void> {
  if (isGoingOn((await getWindow(ctx, windowId)).state)) await cancelWindow(ctx, windowId);
}

const isGoingOn = (state: string) => state === 'planned' || state === 'running';

async function finish<Kind extends KindAbout<'statusMaintenance'>>(
  ctx: Context,
  tx: Queryable,
  id: number,
  kind: Kind,
  data: EventData<Kind>,
  notify: boolean,
) {
  if (notify && !(await loadPage(tx)).enabled) {
    throw problem('state_conflict', 'The status page is off, so subscribers would not be notified. Turn it on first.');
  }
  const maintenance = (await store.loadMaintenance(tx, id))!;
  await recordEvents(tx, ctx.actor, [{ kind, subjectId: id, data } as NewEvent]);
  if (notify) await queueMaintenanceMails(tx, id, `version ${maintenance.version}`);
  return maintenance;
}

async function openOne(db: Queryable, id: number) {
  const found = await store.loadMaintenance(db, id);
  if (!found) throw problem('not_found', `No announced maintenance has the id ${id}.`);
  if (found.state === 'completed' || found.state === 'canceled')
    throw problem('state_conflict', 'This maintenance is already over.');
  return found;
}

async function check(tx: Queryable, input: StatusMaintenanceInput): Promise<void> {
  const errors: FieldError[] = [];
  const startsAt = Date.parse(input.startsAt);
  const endsAt = Date.parse(input.endsAt);
  if (endsAt <= startsAt) errors.push({ path: 'body.endsAt', message: 'The end must be after the start.' });
  else if (endsAt - startsAt > longestMs)
    errors.push({ path: 'body.endsAt', message: 'Maintenance can last 31 days at most.' });
  const unknown = await unknownComponents(tx, input.componentIds);
  if (unknown.length > 0) errors.push({ path: 'body.componentIds', message: `No component has the id ${unknown[0]}.` });
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
}
