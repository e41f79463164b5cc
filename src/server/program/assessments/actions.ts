/** Self-ratings by people, next to figures from the tables. */

import { problem } from '../../../contract/errors.ts';
import { barText, isAskedAt, meetsBar } from '../../../domain/program/maturity/evidence-bars.ts';
import { nextLevelOf } from '../../../domain/program/maturity/ladder.ts';
import {
  type EvidenceKey,
  type MaturityQuestion,
  maturityLevels,
  maturityQuestions,
  percentOf,
  practiceAreas,
} from '../../../domain/program/maturity/model.ts';
import { currentRules, levelWithoutEvidence } from '../../../domain/program/maturity/score.ts';
import { actorReference, personIdOf } from '../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lookAgain } from '../pilots/store.ts';
import { readEvidence } from './evidence.ts';
import { listAskedQuestions } from './questions-store.ts';
import { loadAnswers, scoreOf, showAssessment, shownEvidence, summariseAssessments } from './show.ts';
import * as store from './store.ts';

const levels = maturityLevels.map((level) => ({ ...level, percent: percentOf(level.level) }));

export const maturityModel = {
  levels,
  areas: [...practiceAreas],
  questions: maturityQuestions.map((question) => ({ ...question, asks: asksOf(question.evidence) })),
  levelWithoutEvidence,
};

/** What each level asks of a figure, where it asks more than the one below. */
function asksOf(key: EvidenceKey) {
  return levels.flatMap(({ level }) => (isAskedAt(key, level) ? [{ level, text: barText(key, level)! }] : []));
}

/** The seven levels, where the whole or a team is, and what the next one needs, by the figures of now. */
export async function readLadder({ db }: Context, teamId: number | null) {
  const evidence = await readEvidence(db, teamId);
  const [assessed] = await store.listCompleted(db, teamId, null, 1);
  const score = assessed && scoreOf(assessed, (await loadAnswers(db, [assessed]))(assessed.id));
  const next = score && nextLevelOf(score, evidence);
  const question = ({ id, ask }: MaturityQuestion) => ({ id, ask });
  return {
    levels: levels.map((level) => ({
      ...level,
      asks: maturityQuestions
        .filter(({ evidence: key }) => isAskedAt(key, level.level))
        .map((asked) => ({
          question: question(asked),
          asks: barText(asked.evidence, level.level)!,
          evidence: shownEvidence(asked.evidence, evidence)!,
          isShown: meetsBar(asked.evidence, level.level, evidence[asked.evidence] ?? { value: null, n: 0 }),
        })),
    })),
    here:
      assessed && score?.overall
        ? { level: score.overall, assessmentId: assessed.id, assessedAt: assessed.completedAt! }
        : null,
    next: next
      ? {
          ...next,
          areas: next.areas.map((area) => ({
            ...area,
            missing: area.missing.map(({ question: asked, ...missing }) => ({
              ...missing,
              question: question(asked),
              evidence: shownEvidence(asked.evidence, evidence),
            })),
          })),
        }
      : null,
  };
}

type ListQuery = { limit: number; cursor?: string | undefined; scope?: 'organisation' | number | undefined };

export async function listAssessments(ctx: Context, { limit, cursor, scope }: ListQuery) {
  const { items, nextCursor } = await store.listAssessments(ctx.db, scope, limit, cursor);
  return { items: await summariseAssessments(ctx.db, items), nextCursor };
}

export async function getAssessment(ctx: Context, id: number) {
  const assessment = await store.loadAssessment(ctx.db, id);
  if (!assessment) throw noAssessment(id);
  return showAssessment(ctx.db, assessment, personIdOf(ctx.actor));
}

const noAssessment = (id: number) => problem('not_found', `No assessment has the id ${id}.`);

/** @throws Problem `state_conflict` while there is a draft of the same scope */
export async function startAssessment(ctx: Context, teamId: number | null = null) {
  return transaction(ctx.db, async (tx) => {
    if (teamId !== null && !(await store.teamExists(tx, teamId))) {
      throw problem('invalid_input', undefined, [{ path: 'body.teamId', message: 'This team does not exist.' }]);
    }
    const startedBy = actorReference(ctx.actor);
    const id = await store.insertAssessment(tx, { teamId, scoringRules: currentRules, startedBy });
    if (id === null) throw problem('state_conflict', 'There is already a draft; complete or discard it first.');
    await recordEvent(tx, ctx.actor, 'assessment.started', id);
    return show(ctx, tx, id);
  });
}

async function show(ctx: Context, tx: Transaction, id: number) {
  return showAssessment(tx, (await store.loadAssessment(tx, id))!, personIdOf(ctx.actor));
}

/** Rates a question; omitted fields are kept. @throws Problem `version_mismatch` */
export async function rate(
  ctx: Context,
  id: number,
  questionId: string,
  rating: { level?: number | null | undefined; comment?: string | undefined },
  ifMatch?: number,
) {
  return onDraft(ctx, id, ifMatch, async (tx) => {
    await requireQuestion(tx, questionId);
    const before = (await store.listRatings(tx, [id])).find((one) => one.questionId === questionId);
    const { level = before?.level ?? null, comment = before?.comment ?? '' } = rating;
    await store.storeRating(tx, id, { questionId, level, comment }, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'assessment.rated', id, { questionId, level, comment });
  });
}

async function requireQuestion(tx: Transaction, questionId: string): Promise<void> {
  if (!(await listAskedQuestions(tx)).some(({ id }) => id === questionId)) {
    throw problem('not_found', `There is no question called ${questionId}.`);
  }
}

/** The vote of whoever asks; a level of null takes it back. @throws Problem `state_conflict` once the votes are revealed */
export async function vote(
  ctx: Context,
  id: number,
  questionId: string,
  { level, comment }: { level: number | null; comment: string },
) {
  const personId = requirePerson(ctx);
  return onDraft(ctx, id, undefined, async (tx, { revealed }) => {
    await requireQuestion(tx, questionId);
    if (revealed.includes(questionId)) {
      throw problem('state_conflict', 'The votes on this question are revealed: agree on a rating instead.');
    }
    await store.storeVote(tx, id, { questionId, personId, level, comment });
    await recordEvent(tx, ctx.actor, 'assessment.voted', id, { questionId });
  });
}

/** Shows everybody the votes on a question, or on all of them. */
export async function revealVotes(ctx: Context, id: number, questionId: string | null) {
  return onDraft(ctx, id, undefined, async (tx) => {
    const asked = (await listAskedQuestions(tx)).map((question) => question.id);
    if (questionId !== null) await requireQuestion(tx, questionId);
    await store.revealVotes(tx, id, questionId === null ? asked : [questionId]);
    await recordEvent(tx, ctx.actor, 'assessment.votesRevealed', id, { questionId });
  });
}

/** Takes everybody who has the draft open to a question; null ends the session. */
export async function setSessionQuestion(ctx: Context, id: number, questionId: string | null) {
  return onDraft(ctx, id, undefined, async (tx) => {
    if (questionId !== null) await requireQuestion(tx, questionId);
    await store.setSessionQuestion(tx, id, questionId);
    await recordEvent(tx, ctx.actor, 'assessment.sessionMoved', id, { questionId });
  });
}

export async function note(ctx: Context, id: number, notes: string, ifMatch?: number) {
  return onDraft(ctx, id, ifMatch, async (tx) => {
    await store.storeNotes(tx, id, notes);
    await recordEvent(tx, ctx.actor, 'assessment.noted', id);
  });
}

/** Keeps answers, questions and evidence as they are now; votes count from now on. @throws Problem `state_conflict` when nothing was answered */
export async function completeAssessment(ctx: Context, id: number) {
  return onDraft(ctx, id, undefined, async (tx, draft) => {
    const evidence = await readEvidence(tx, draft.team?.id ?? null);
    const questions = await listAskedQuestions(tx);
    const answers = (await loadAnswers(tx, [draft]))(id);
    const revealed = { ...draft, revealed: questions.map((question) => question.id) };
    const { overall, answered, asked } = scoreOf(revealed, answers, { evidence, questions });
    if (answered === 0) throw problem('state_conflict', 'No questions have been answered yet.');
    await store.setCompleted(tx, id, { by: actorReference(ctx.actor), evidence, questions, overall });
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
  change: (tx: Transaction, draft: store.AssessmentRow) => Promise<void>,
) {
  return transaction(ctx.db, async (tx) => {
    const assessment = await store.lockAssessment(tx, id);
    if (!assessment) throw noAssessment(id);
    if (assessment.completedAt !== null)
      throw problem('state_conflict', 'This assessment is completed and cannot be changed.');
    await requireVersion(tx, assessment, ifMatch, 'assessment', id);
    await change(tx, assessment);
    return show(ctx, tx, id);
  });
}
