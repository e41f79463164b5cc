import type { ServiceInput } from '../../../contract/directory/services.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

export async function getService(ctx: Context, id: number) {
  const service = await store.loadService(ctx.db, id);
  if (!service) throw problem('not_found', `No service has the id ${id}.`);
  return service;
}

export async function createService(ctx: Context, input: ServiceInput) {
  return transaction(ctx.db, async (tx) => {
    const id = await store.insertService(tx, input);
    await recordEvent(tx, ctx.actor, 'service.created', id, { after: input });
    return (await store.loadService(tx, id))!;
  });
}

/** Replaces the service; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateService(ctx: Context, id: number, input: ServiceInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.loadService(tx, id);
    if (!before) throw problem('not_found', `No service has the id ${id}.`);
    if (!(await store.updateService(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'service', id);
    }
    await recordEvent(tx, ctx.actor, 'service.updated', id, { before, after: input });
    return (await store.loadService(tx, id))!;
  });
}

export async function deleteService(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.loadService(tx, id);
    if (!before || !(await store.deleteService(tx, id))) throw problem('not_found', `No service has the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'service.deleted', id, { before });
  });
}
