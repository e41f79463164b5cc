/** Self-ratings by people, next to figures from the tables. */

import { problem } from '../../../contract/errors.ts';
import { levelWithoutEvidence } from '../../../domain/program/maturity.ts';
import { maturityLevels, maturityQuestions, practiceAreas } from '../../../domain/program/maturity-model.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lookAgain } from '../pilots/store.ts';
import { readEvidence } from './evidence.ts';
import { scoreOf, showAssessment, summariseAssessments } from './show.ts';
import * as store from './store.ts';

export const maturityModel = {
  levels: [...maturityLevels],
  areas: [...practiceAreas],
  questions: [...maturityQuestions],
  levelWithoutEvidence,
};

export async function listAssessments(ctx: Context, query: { limit: number; cursor?: string | undefined }) {
  const { items, nextCursor } = await store.listAssessments(ctx.db, query.limit, query.cursor);
  return { items: await summariseAssessments(ctx.db, items), nextCursor };
}

export async function getAssessment(ctx: Context, id: number) {
  const assessment = await store.loadAssessment(ctx.db, id);
  if (!assessment) throw noAssessment(id);
  return showAssessment(ctx.db, assessment);
}

const noAssessment = (id: number) => problem('not_found', `No assessment has the id ${id}.`);

/** @throws Problem `state_conflict` while there is a draft */
export async function startAssessment(ctx: Context) {
  return transaction(ctx.db, async (tx) => {
    const id = await store.insertAssessment(tx, actorReference(ctx.actor));
    if (id === null) throw problem('state_conflict', 'There is already a draft; complete or discard it first.');
    await recordEvent(tx, ctx.actor, 'assessment.started', id);
    return showAssessment(tx, (await store.loadAssessment(tx, id))!);
  });
}

/** Rates a question; omitted fields are kept. @throws Problem `version_mismatch` */
export async function rate(
  ctx: Context,
  id: number,
  questionId: string,
  rating: { level?: number | null | undefined; comment?: string | undefined },
  ifMatch?: number,
) {
  if (!maturityQuestions.some((question) => question.id === questionId)) {
    throw problem('not_found', `There is no question called ${questionId}.`);
  }
  return onDraft(ctx, id, ifMatch, async (tx) => {
    const before = (await store.listRatings(tx, [id])).find((one) => one.questionId === questionId);
    const { level = before?.level ?? null, comment = before?.comment ?? '' } = rating;
    await store.storeRating(tx, id, { questionId, level, comment }, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'assessment.rated', id, { questionId, level, comment });
  });
}

export async function note(ctx: Context, id: number, notes: string, ifMatch?: number) {
  return onDraft(ctx, id, ifMatch, async (tx) => {
    await store.storeNotes(tx, id, notes);
    await recordEvent(tx, ctx.actor, 'assessment.noted', id);
  });
}

/** Keeps ratings and evidence as they are now. @throws Problem `state_conflict` when nothing was answered */
export async function completeAssessment(ctx: Context, id: number) {
  return onDraft(ctx, id, undefined, async (tx) => {
    const evidence = await readEvidence(tx);
    const { overall, answered, asked } = scoreOf(await store.listRatings(tx, [id]), evidence);
    if (answered === 0) throw problem('state_conflict', 'No questions have been answered yet.');
    await store.setCompleted(tx, id, { by: actorReference(ctx.actor), evidence, overall });
    await recordEvent(tx, ctx.actor, 'assessment.completed', id, { overall, answered, asked });
    await lookAgain(tx);
  });
}

export async function deleteAssessment(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await store.loadAssessment(tx, id))) throw noAssessment(id);
    if (!(await store.deleteDraft(tx, id)))
      throw problem('state_conflict', 'A completed assessment cannot be deleted.');
    await recordEvent(tx, ctx.actor, 'assessment.deleted', id);
  });
}

async function onDraft(
  ctx: Context,
  id: number,
  ifMatch: number | undefined,
  change: (tx: Transaction) => Promise<void>,
) {
  return transaction(ctx.db, async (tx) => {
    const assessment = await store.lockAssessment(tx, id);
    if (!assessment) throw noAssessment(id);
    if (assessment.completedAt !== null)
      throw problem('state_conflict', 'This assessment is completed and cannot be changed.');
    await requireVersion(tx, assessment, ifMatch, 'assessment', id);
    await change(tx);
    return showAssessment(tx, (await store.loadAssessment(tx, id))!);
  });
}
