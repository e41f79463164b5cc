import type { ListName, View, ViewInput, ViewPatch } from '../../../contract/directory/views.ts';
import { problem } from '../../../contract/errors.ts';
import { may, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

const mostViews = 100;
const daysToRestore = 30;

function self({ actor }: Context): number {
  return personIdOf(actor)!;
}

/** Of a view that is shared, an administrator may take care as well: its owner may have left. */
function seenBy({ actor }: Context, view: store.ViewRow): View {
  const isOwner = view.owner.id === personIdOf(actor);
  const isShared = view.sharedWith === 'everyone' || view.team !== null;
  return { ...view, mayChange: isOwner || (isShared && may(actor, 'directory.manage')) };
}

export async function listViews(ctx: Context, list: ListName | undefined) {
  const found = await store.listViews(ctx.db, self(ctx), list);
  return { items: found.map((view) => seenBy(ctx, view)) };
}

export async function getView(ctx: Context, id: number): Promise<View> {
  return load(ctx, ctx.db, id);
}

export async function createView(ctx: Context, input: ViewInput): Promise<View> {
  return transaction(ctx.db, async (tx) => {
    await requireTeam(ctx, tx, input);
    if ((await store.countViews(tx, self(ctx))) >= mostViews)
      throw problem('conflict', `You have ${mostViews} views. Delete one you no longer need.`);
    await store.forgetDeleted(tx, daysToRestore);
    const id = await store.insertView(tx, self(ctx), input);
    await recordEvent(tx, ctx.actor, 'view.created', id, { after: input });
    return load(ctx, tx, id);
  });
}

/** Fields left out stay; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateView(ctx: Context, id: number, patch: ViewPatch, ifMatch?: number): Promise<View> {
  return transaction(ctx.db, async (tx) => {
    const before = await load(ctx, tx, id);
    requireMayChange(before);
    const { name, search, sharedWith, team } = before;
    const after = { name, search, sharedWith, teamId: team?.id ?? null, ...withoutAbsent(patch) };
    if (patch.sharedWith !== undefined || patch.teamId !== undefined) await requireTeam(ctx, tx, after);
    if (!(await store.updateView(tx, id, after, ifMatch))) throw await changedMeanwhile(tx, 'view', id);
    await recordEvent(tx, ctx.actor, 'view.updated', id, { before, after });
    return load(ctx, tx, id);
  });
}

export async function deleteView(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await load(ctx, tx, id);
    requireMayChange(before);
    if (!(await store.setDeleted(tx, id, true))) throw gone(id);
    await recordEvent(tx, ctx.actor, 'view.deleted', id, { before });
  });
}

export async function restoreView(ctx: Context, id: number): Promise<View> {
  return transaction(ctx.db, async (tx) => {
    const deleted = await store.loadView(tx, self(ctx), id, 'deleted');
    if (!deleted) throw problem('not_found', `No deleted view has the id ${id}.`);
    const view = seenBy(ctx, deleted);
    requireMayChange(view);
    if (!(await store.setDeleted(tx, id, false))) throw gone(id);
    await recordEvent(tx, ctx.actor, 'view.restored', id, { after: view });
    return load(ctx, tx, id);
  });
}

export async function chooseDefault(ctx: Context, list: ListName, viewId: number | null): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (viewId !== null && (await load(ctx, tx, viewId)).list !== list)
      throw problem('invalid_input', 'This view is of another list.', [
        { path: 'body.viewId', message: 'A view of another list.' },
      ]);
    await store.setDefault(tx, self(ctx), list, viewId);
    await recordEvent(tx, ctx.actor, 'view.defaultChosen', viewId, { list });
  });
}

async function load(ctx: Context, db: Queryable, id: number): Promise<View> {
  const view = await store.loadView(db, self(ctx), id);
  if (!view) throw gone(id);
  return seenBy(ctx, view);
}

function gone(id: number) {
  return problem('not_found', `No view has the id ${id}.`);
}

function requireMayChange({ mayChange, owner }: View): void {
  if (!mayChange) throw problem('forbidden', `Only ${owner.name} or an administrator can change this view.`);
}

/** A view is shared with a team by its members, and by administrators. */
async function requireTeam(
  ctx: Context,
  db: Queryable,
  { sharedWith, teamId }: Pick<ViewInput, 'sharedWith' | 'teamId'>,
) {
  if (sharedWith !== 'team') return;
  const refuse = (message: string) => problem('invalid_input', message, [{ path: 'body.teamId', message }]);
  if (teamId === null) throw refuse('Choose a team.');
  if (!(await store.teamExists(db, teamId))) throw refuse(`No team has the id ${teamId}.`);
  if (!may(ctx.actor, 'directory.manage') && !(await store.isMember(db, self(ctx), teamId)))
    throw refuse('Choose a team that you belong to.');
}

function withoutAbsent(patch: ViewPatch): Partial<Required<ViewPatch>> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
