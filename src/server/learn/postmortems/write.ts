import { problem } from '../../../contract/errors.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { getPostmortem, onUnfinished } from './actions.ts';
import * as store from './store.ts';
import { countFindings } from './wording.ts';

/**
 * Replaces the text that was written from version `ifMatch`. After an edit of somebody else nothing is stored and nothing is
 * lost: the refusal carries both texts, and the one they came from. @throws Problem `version_mismatch`, `state_conflict`
 */
export async function writePostmortem(ctx: Context, id: number, markdown: string, ifMatch: number | undefined) {
  await getPostmortem(ctx, id);
  if (ifMatch === undefined) throw problem('invalid_input', 'Send If-Match with the version that was edited.');
  return onUnfinished(ctx, id, async (tx, before) => {
    if (markdown === before.markdown) return;
    if (ifMatch !== before.version) throw await conflictOf(tx, before, markdown, ifMatch);
    const findingCount = await countFindings(tx, markdown, before.isFullImpact);
    const text = { markdown, findingCount, isUntouched: false };
    const version = await store.storeText(tx, id, text, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'postmortem.written', id, { version, findingCount });
  });
}

async function conflictOf(db: Queryable, now: store.PostmortemRow, yours: string, baseVersion: number) {
  const { version, markdown, writtenBy, writtenAt } = now;
  const base = await store.loadVersion(db, now.id, baseVersion);
  return problem('version_mismatch', `${writtenBy.name} wrote version ${version} in the meantime.`, [], {
    current: { version, markdown, writtenBy, writtenAt },
    yours,
    base: base && { version: base.version, markdown: base.markdown },
  });
}

/** The text as it was. @throws Problem `not_found` */
export async function getVersion(ctx: Context, id: number, version: number) {
  const found = await store.loadVersion(ctx.db, id, version);
  if (!found) throw problem('not_found', `There is no version ${version} of this postmortem.`);
  return found;
}
