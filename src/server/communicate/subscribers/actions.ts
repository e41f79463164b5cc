import { z } from 'zod';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { listComponents } from '../status-page/store.ts';
import { queueOwnMail } from './queue-store.ts';
import * as store from './store.ts';

const address = z.email().max(254);

/**
 * Somebody asks for mails to an address. Whoever owns it learns of it by one mail; whoever asks learns nothing.
 * @returns false when this is no e-mail address
 */
export async function ask(db: Database, email: string, componentSlugs: string[]): Promise<boolean> {
  const parsed = address.safeParse(email.trim().toLowerCase());
  if (!parsed.success) return false;
  await transaction(db, async (tx) => {
    const componentIds = await store.componentIdsOf(tx, componentSlugs);
    const { id, kind } = await store.noteAsked(tx, parsed.data, componentIds);
    if (kind !== null) await queueOwnMail(tx, id, kind);
  });
  return true;
}

/** True when the subscription is confirmed now, also when it was before. */
export async function confirm(db: Database, id: number, generation: number): Promise<boolean> {
  if (await store.confirm(db, id, generation)) return true;
  return (await store.findToConfirm(db, id, generation))?.isConfirmed ?? false;
}

export type Subscription = { email: string; choices: { slug: string; name: string; chosen: boolean }[] };

export async function readSubscription(db: Database, id: number): Promise<Subscription | null> {
  const subscriber = await store.loadConfirmed(db, id);
  if (!subscriber) return null;
  const components = await listComponents(db);
  return {
    email: subscriber.email,
    choices: components.map(({ id: componentId, slug, name }) => ({
      slug,
      name,
      chosen: subscriber.componentIds.includes(componentId),
    })),
  };
}

export async function choose(db: Database, id: number, componentSlugs: string[]): Promise<void> {
  await store.setComponents(db, id, await store.componentIdsOf(db, componentSlugs));
}

/** Ending twice, or what never was, is no fault: the wish is fulfilled. */
export async function end(db: Database, id: number): Promise<void> {
  await store.deleteSubscriber(db, id);
}

export async function removeSubscriber(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await store.deleteSubscriber(tx, id))) throw problem('not_found', `No subscriber has the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'subscriber.deleted', id);
  });
}
