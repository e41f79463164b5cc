import type { StatusComponentInput, StatusPageInput } from '../../../contract/communicate/status-page.ts';
import type { NewOrder } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile, requireOrder } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { takeSnapshot } from '../public-page/snapshot.ts';
import { statesNow } from '../public-page/view.ts';
import * as store from './store.ts';

/** What is configured of the page itself. */
export function readStatusPage(db: Queryable) {
  return store.loadPage(db);
}

export async function updateStatusPage(ctx: Context, input: StatusPageInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.loadPage(tx);
    if (!(await store.updatePage(tx, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'statusPage', null);
    }
    await recordEvent(tx, ctx.actor, 'statusPage.updated', null, { before, after: input });
    return store.loadPage(tx);
  });
}

/** The components as they are configured, in the order of the page. */
export function listConfiguredComponents(db: Queryable) {
  return store.listComponents(db);
}

/** The components with the state that each is in now. */
export async function listComponents(db: Database) {
  const [components, snapshot] = await Promise.all([store.listComponents(db), takeSnapshot(db)]);
  const states = statesNow(snapshot);
  return components.map((component) => ({
    ...component,
    state: states.get(component.slug) ?? ('operational' as const),
  }));
}

export async function createComponent(ctx: Context, input: StatusComponentInput) {
  return transaction(ctx.db, async (tx) => {
    const id = await store.insertComponent(tx, input);
    if (id === null) throw problem('conflict', `A status page can have ${store.mostComponents} components at most.`);
    await recordEvent(tx, ctx.actor, 'statusComponent.created', id, { after: input });
    return existing(tx, id);
  });
}

/** Replaces the component; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateComponent(ctx: Context, id: number, input: StatusComponentInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    if (!(await store.updateComponent(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'statusComponent', id);
    }
    await recordEvent(tx, ctx.actor, 'statusComponent.updated', id, { before, after: input });
    return existing(tx, id);
  });
}

export async function deleteComponent(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    await store.deleteComponent(tx, id);
    await recordEvent(tx, ctx.actor, 'statusComponent.deleted', id, { before });
  });
}

/** @throws Problem as `requireOrder` does */
export async function orderComponents(ctx: Context, order: NewOrder): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.lockComponentIds(tx);
    requireOrder(before, order, 'component');
    await store.orderComponents(tx, order.ids);
    await recordEvent(tx, ctx.actor, 'statusComponent.ordered', null, { before, after: order.ids });
  });
}

async function existing(db: Queryable, id: number) {
  const component = await store.loadComponent(db, id);
  if (!component) throw problem('not_found', `No component has the id ${id}.`);
  return component;
}
