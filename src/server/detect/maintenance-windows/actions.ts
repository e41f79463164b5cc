import { isDeepStrictEqual } from 'node:util';
import type { MaintenanceWindowInput } from '../../../contract/detect/maintenance-windows.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import type { Condition } from '../../../domain/detect/condition.ts';
import type { MaintenanceWindow } from '../../../domain/detect/maintenance.ts';
import { may } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { moveEndOfSuppression } from '../absorb/held-store.ts';
import { maxWindows } from '../rulebook/store.ts';
import { widensSilence } from '../silence/silence.ts';
import * as store from './store.ts';

type Coverage = Pick<store.WindowValues, 'serviceIds' | 'condition' | 'startsAt'>;

const longestMs = 366 * 86_400_000;
const longestOfRespondersMs = 72 * 3_600_000;

export async function getWindow(ctx: Context, id: number) {
  return existing(ctx.db, id);
}

export async function createWindow(ctx: Context, input: MaintenanceWindowInput) {
  return transaction(ctx.db, async (tx) => {
    const window = await checked(tx, input);
    await refuseWide(ctx, tx, window, null);
    if ((await store.countCurrentWindows(tx)) >= maxWindows) {
      throw problem('conflict', `There are already ${maxWindows} current maintenance windows, which is the limit.`);
    }
    const id = await store.insertWindow(tx, window, ctx.actor);
    await recordEvent(tx, ctx.actor, 'maintenanceWindow.created', id, { after: input });
    return existing(tx, id);
  });
}

/**
 * Replaces a window that is not over. What it does not cover any more is released. `version_mismatch` when somebody
 * changed it since `ifMatch`.
 */
export async function updateWindow(ctx: Context, id: number, input: MaintenanceWindowInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    refuseEnded(before.state);
    const window = await checked(tx, { ...input, startsAt: input.startsAt ?? before.startsAt.toISOString() });
    await refuseWide(ctx, tx, window, id);
    if (!(await store.updateWindow(tx, id, window, ifMatch))) {
      throw await changedMeanwhile(tx, 'maintenanceWindow', id);
    }
    await moveEndOfSuppression(tx, before.endsAt, coversTheSame(before, window) ? window.endsAt : null);
    await recordEvent(tx, ctx.actor, 'maintenanceWindow.updated', id, { before, after: input });
    return existing(tx, id);
  });
}

/** Ends the window now: what it held back and still fires is released. */
export async function cancelWindow(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    refuseEnded(before.state);
    await store.cancelWindow(tx, id);
    await moveEndOfSuppression(tx, before.endsAt, null);
    await recordEvent(tx, ctx.actor, 'maintenanceWindow.canceled', id, { before });
    return existing(tx, id);
  });
}

async function checked(tx: Queryable, input: MaintenanceWindowInput): Promise<store.WindowValues> {
  const now = await readNow(tx);
  const startsAt = input.startsAt === undefined ? now : new Date(input.startsAt);
  const endsAt = new Date(input.endsAt);
  const errors: FieldError[] = [];
  const refuse = (path: string, message: string) => errors.push({ path: `body.${path}`, message });
  if (endsAt <= startsAt) refuse('endsAt', 'The end must be after the start.');
  else if (endsAt <= now) refuse('endsAt', 'The end is in the past.');
  else if (endsAt.getTime() - startsAt.getTime() > longestMs) refuse('endsAt', 'Maintenance can last a year at most.');
  if (input.serviceIds.length === 0 && (input.condition?.all.length ?? 0) === 0) {
    refuse('serviceIds', 'Choose a service or add a condition: a window for everything would silence everything.');
  }
  const unknown = await store.unknownServices(tx, input.serviceIds);
  if (unknown.length > 0) refuse('serviceIds', `No service has the id ${unknown[0]}.`);
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
  return { ...input, startsAt, endsAt };
}

/** Whoever may not write routes may not silence by a window what only a route could. */
async function refuseWide(ctx: Context, tx: Queryable, window: store.WindowValues, id: number | null): Promise<void> {
  if (may(ctx.actor, createRoute.permission)) return;
  const needs = `needs the permission ${createRoute.permission}, which admins have.`;
  if (window.endsAt.getTime() - window.startsAt.getTime() > longestOfRespondersMs) {
    throw problem('forbidden', `Maintenance of more than 72 hours ${needs}`);
  }
  const added = {
    id: 0,
    startsAt: window.startsAt.getTime(),
    endsAt: window.endsAt.getTime(),
    serviceIds: window.serviceIds,
    all: (window.condition?.all ?? []) as Condition[],
  };
  const overlaps = (other: MaintenanceWindow) =>
    other.id !== id && other.startsAt < added.endsAt && other.endsAt > added.startsAt;
  if (!(await widensSilence(tx, overlaps, added))) return;
  throw problem('forbidden', `With this window nearly every alert would page nobody. That ${needs}`);
}

function coversTheSame(before: Coverage, after: Coverage): boolean {
  const coverage = ({ serviceIds, condition, startsAt }: Coverage) => ({ serviceIds, condition, startsAt });
  return isDeepStrictEqual(coverage(before), coverage(after));
}

function refuseEnded(state: string) {
  if (state === 'over' || state === 'canceled') throw problem('state_conflict', 'This maintenance window has ended.');
}

async function existing(db: Queryable, id: number) {
  const window = await store.loadWindow(db, id);
  if (!window) throw problem('not_found', `No maintenance window has the id ${id}.`);
  return window;
}
