/** Questions that an organisation asks itself beside the built-in ones. */

import { problem } from '../../../contract/errors.ts';
import type { OwnQuestionInput } from '../../../contract/program/assessment-questions.ts';
import { isEvidenceKey } from '../../../domain/program/maturity/evidence-text.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './questions-store.ts';

const shown = ({ archivedAt, ...question }: store.OwnQuestionRow) => ({ ...question, isArchived: archivedAt !== null });

export async function listQuestions(ctx: Context) {
  return { items: (await store.listOwnQuestions(ctx.db)).map(shown) };
}

/** @throws Problem `invalid_input` for a figure that does not exist, `state_conflict` when there are enough */
export async function createQuestion(ctx: Context, input: OwnQuestionInput) {
  const fields = fieldsOf(input);
  return transaction(ctx.db, async (tx) => {
    await requireRoom(tx);
    const created = await store.insertQuestion(tx, fields, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'assessmentQuestion.created', created.id, { after: fields });
    return shown(created);
  });
}

/** @throws Problem `version_mismatch` */
export async function updateQuestion(ctx: Context, id: number, input: OwnQuestionInput, ifMatch?: number) {
  const after = fieldsOf(input);
  return transaction(ctx.db, async (tx) => {
    const { area, ask, evidence, ...found } = await lock(tx, id);
    await requireVersion(tx, found, ifMatch, 'assessmentQuestion', id);
    const updated = await store.updateQuestion(tx, id, after);
    const before = { area, ask, evidence };
    await recordEvent(tx, ctx.actor, 'assessmentQuestion.updated', id, { before, after });
    return shown(updated);
  });
}

/** Archived questions are no longer asked; completed assessments keep them. */
export async function archiveQuestion(ctx: Context, id: number, isArchived: boolean) {
  return transaction(ctx.db, async (tx) => {
    const found = await lock(tx, id);
    if ((found.archivedAt !== null) === isArchived) return shown(found);
    if (!isArchived) await requireRoom(tx);
    const archived = await store.setArchived(tx, id, isArchived);
    const kind = isArchived ? 'assessmentQuestion.archived' : 'assessmentQuestion.restored';
    await recordEvent(tx, ctx.actor, kind, id);
    return shown(archived);
  });
}

async function lock(tx: Transaction, id: number): Promise<store.OwnQuestionRow> {
  const found = await store.lockQuestion(tx, id);
  if (!found) throw problem('not_found', `No assessment question has the id ${id}.`);
  return found;
}

async function requireRoom(tx: Transaction): Promise<void> {
  if ((await store.countAsked(tx)) >= store.mostOwnQuestions) {
    throw problem(
      'state_conflict',
      `There are already ${store.mostOwnQuestions} questions of your own; archive one first.`,
    );
  }
}

function fieldsOf({ area, ask, evidence }: OwnQuestionInput): store.OwnQuestionFields {
  if (evidence !== null && !isEvidenceKey(evidence)) {
    const message = 'There is no such figure.';
    throw problem('invalid_input', undefined, [{ path: 'body.evidence', message }]);
  }
  return { area, ask, evidence };
}
