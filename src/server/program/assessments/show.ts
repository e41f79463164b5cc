import { evidenceText } from '../../../domain/program/evidence-text.ts';
import {
  type AssessmentScore,
  changesBetween,
  type Rating,
  scoreAssessment,
} from '../../../domain/program/maturity.ts';
import type { EvidenceKey } from '../../../domain/program/maturity-model.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Figures, readEvidence } from './evidence.ts';
import { type AssessmentRow, listCompleted, listRatings, type RatingRow } from './store.ts';

/** Scores of an assessment: with the evidence that was kept, or that of now while it is a draft. */
export function scoreOf(ratings: readonly RatingRow[], evidence: Figures): AssessmentScore {
  const answered = ratings.flatMap(({ questionId, level, comment }): Rating[] =>
    level === null ? [] : [{ questionId, level, comment }],
  );
  return scoreAssessment(answered, evidence);
}

export async function showAssessment(db: Queryable, assessment: AssessmentRow) {
  const evidence = assessment.evidence ?? (await readEvidence(db));
  const [before] = await listCompleted(db, assessment.completedAt, 1);
  const ratings = await listRatings(db, before ? [assessment.id, before.id] : [assessment.id]);
  const own = ratings.filter((rating) => rating.assessmentId === assessment.id);
  const score = scoreOf(own, evidence);
  const earlier = before
    ? scoreOf(
        ratings.filter((rating) => rating.assessmentId === before.id),
        before.evidence ?? {},
      )
    : null;
  return {
    ...head(assessment),
    notes: assessment.notes,
    startedBy: assessment.startedBy,
    completedBy: assessment.completedBy,
    overall: score.overall,
    answered: score.answered,
    asked: score.asked,
    weakest: score.weakest,
    areas: score.areas.map(({ key, name, level, questions }) => ({
      key,
      name,
      level,
      questions: questions.map(({ question, rated, level: counted, capped }) => ({
        id: question.id,
        ask: question.ask,
        rated,
        comment: own.find((rating) => rating.questionId === question.id)?.comment ?? '',
        level: counted,
        isCapped: capped,
        evidence: shownEvidence(question.evidence, evidence),
      })),
    })),
    before:
      before && earlier
        ? {
            id: before.id,
            completedAt: before.completedAt!,
            overall: earlier.overall,
            areas: earlier.areas.map(({ key, level }) => ({ key, level })),
            changes: changesBetween(earlier, score),
          }
        : null,
    version: assessment.version,
  };
}

/** A list of assessments for the history and its radar; drafts are scored with the evidence of now. */
export async function summariseAssessments(db: Queryable, assessments: AssessmentRow[]) {
  const ratings = await listRatings(
    db,
    assessments.map((assessment) => assessment.id),
  );
  const hasDraft = assessments.some((assessment) => assessment.evidence === null);
  const present = hasDraft ? await readEvidence(db) : {};
  return assessments.map((assessment) => {
    const own = ratings.filter((rating) => rating.assessmentId === assessment.id);
    const { overall, areas } = scoreOf(own, assessment.evidence ?? present);
    return { ...head(assessment), overall, areas: areas.map(({ key, name, level }) => ({ key, name, level })) };
  });
}

function head({ id, startedAt, completedAt }: AssessmentRow) {
  return { id, state: completedAt === null ? ('draft' as const) : ('completed' as const), startedAt, completedAt };
}

/** Where in the web the rows of a figure are; null where no screen shows just them. */
const places: Partial<Record<EvidenceKey, string>> = {
  'share-declared-within-target': '/incidents',
  'share-with-commander-in-five-minutes': '/incidents?severity=1&severity=2',
  'share-severity-unchanged': '/incidents',
  'share-found-by-customers': '/incidents',
  'share-services-with-page-path': '/services',
  'coverage-gap-hours-next-30-days': '/oncall/schedules',
  'share-roles-filled': '/incidents?severity=1&severity=2',
  'median-first-post-seconds': '/incidents',
  'share-updates-on-time': '/incidents',
  'share-postmortems-on-time': '/postmortems',
  'share-action-items-on-time': '/action-items',
  'recurrence-rate-90': '/measures',
  'share-services-with-fresh-runbook': '/runbooks',
  'share-incidents-with-runbook-run': '/runbooks',
  'certified-commander-count': '/program/training',
  'drills-last-90-days': '/program/drills',
  'share-people-trained': '/program/training',
  'days-since-quarterly-review': '/program/reviews',
  'goals-with-baseline-count': '/program/goals',
};

function shownEvidence(key: EvidenceKey, figures: Figures) {
  const figure = figures[key] ?? { value: null, n: 0 };
  return { key, ...figure, text: evidenceText(key, figure), href: places[key] ?? null };
}
