import { evidenceText } from '../../../domain/program/maturity/evidence-text.ts';
import { type EvidenceKey, type MaturityQuestion, maturityQuestions } from '../../../domain/program/maturity/model.ts';
import {
  type AssessmentScore,
  changesBetween,
  medianDown,
  type Rating,
  scoreAssessment,
} from '../../../domain/program/maturity/score.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Figures, readEvidence } from './evidence.ts';
import { listAskedQuestions } from './questions-store.ts';
import { type AssessmentRow, listCompleted, listRatings, listVotes, type RatingRow, type VoteRow } from './store.ts';

/** What an assessment rests on: its answers, and the votes that may be seen. */
type Answers = { ratings: readonly RatingRow[]; votes: readonly VoteRow[] };

/**
 * Scores an assessment with the evidence and the questions that it kept, or those of now while it is a draft. What was agreed
 * on counts; without that, the median of the votes once they are revealed.
 */
export function scoreOf(
  assessment: AssessmentRow,
  { ratings, votes }: Answers,
  present: { evidence: Figures; questions: readonly MaturityQuestion[] } = keptOnly,
): AssessmentScore {
  const questions = questionsOf(assessment, present.questions);
  const answers = questions.flatMap(({ id }): Rating[] => {
    const agreed = ratings.find(({ questionId }) => questionId === id)?.level ?? null;
    const level = agreed ?? (isRevealed(assessment, id) ? medianDown(levelsOf(votes, id)) : null);
    return level === null ? [] : [{ questionId: id, level }];
  });
  const evidence = assessment.evidence ?? present.evidence;
  return scoreAssessment(answers, evidence, { rules: assessment.scoringRules, questions });
}

const keptOnly = { evidence: {}, questions: maturityQuestions };
const levelsOf = (votes: readonly VoteRow[], id: string) =>
  votes.filter(({ questionId }) => questionId === id).map(({ level }) => level);
const isRevealed = ({ completedAt, revealed }: AssessmentRow, questionId: string) =>
  completedAt !== null || revealed.includes(questionId);

function questionsOf({ completedAt, questions }: AssessmentRow, present: readonly MaturityQuestion[]) {
  return questions ?? (completedAt === null ? present : maturityQuestions);
}

/** The answers to some assessments, by their ids. */
export async function loadAnswers(db: Queryable, assessments: readonly AssessmentRow[]) {
  const ids = assessments.map(({ id }) => id);
  const ratings = await listRatings(db, ids);
  const votes = await listVotes(db, ids);
  return (id: number): Answers => ({
    ratings: ratings.filter(({ assessmentId }) => assessmentId === id),
    votes: votes.filter(({ assessmentId }) => assessmentId === id),
  });
}

/** An assessment as `viewerId` may see it: the votes of others only once they are revealed. */
export async function showAssessment(db: Queryable, assessment: AssessmentRow, viewerId: number | null) {
  const teamId = assessment.team?.id ?? null;
  const isDraft = assessment.completedAt === null;
  const evidence = assessment.evidence ?? (await readEvidence(db, teamId));
  const questions = isDraft ? await listAskedQuestions(db) : maturityQuestions;
  const [before] = await listCompleted(db, teamId, assessment.completedAt, 1);
  const answersOf = await loadAnswers(db, before ? [assessment, before] : [assessment]);
  const answers = answersOf(assessment.id);
  const score = scoreOf(assessment, answers, { evidence, questions });
  const earlier = before ? scoreOf(before, answersOf(before.id)) : null;
  return {
    ...head(assessment),
    notes: assessment.notes,
    startedBy: assessment.startedBy,
    completedBy: assessment.completedBy,
    sessionQuestion: assessment.sessionQuestion,
    overall: score.overall,
    answered: score.answered,
    asked: score.asked,
    weakest: score.weakest,
    voters: new Set(answers.votes.map(({ personId }) => personId)).size,
    areas: score.areas.map(({ key, name, level, questions: scored }) => ({
      key,
      name,
      level,
      questions: scored.map(({ question, rated, level: counted, capReason }) => {
        const agreed = answers.ratings.find(({ questionId }) => questionId === question.id);
        return {
          id: question.id,
          ask: question.ask,
          rated,
          isAgreed: agreed?.level != null,
          comment: agreed?.comment ?? '',
          level: counted,
          isCapped: capReason !== null,
          capReason,
          evidence: shownEvidence(question.evidence, evidence),
          ...shownVotes(assessment, answers.votes, question.id, viewerId),
        };
      }),
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

function shownVotes(assessment: AssessmentRow, all: readonly VoteRow[], questionId: string, viewerId: number | null) {
  const votes = all.filter((vote) => vote.questionId === questionId);
  const mine = votes.find(({ personId }) => personId === viewerId);
  return {
    voteCount: votes.length,
    myVote: mine ? { level: mine.level, comment: mine.comment } : null,
    votes: isRevealed(assessment, questionId)
      ? votes.map(({ personId, personName, level, comment }) => ({
          person: { id: personId, name: personName },
          level,
          comment,
        }))
      : null,
  };
}

/** A list of assessments for the history and its chart; drafts are scored with the evidence of now. */
export async function summariseAssessments(db: Queryable, assessments: AssessmentRow[]) {
  const answersOf = await loadAnswers(db, assessments);
  const questions = await listAskedQuestions(db);
  const summaries = [];
  for (const assessment of assessments) {
    const evidence = assessment.evidence ?? (await readEvidence(db, assessment.team?.id ?? null));
    const { overall, areas } = scoreOf(assessment, answersOf(assessment.id), { evidence, questions });
    summaries.push({
      ...head(assessment),
      overall,
      areas: areas.map(({ key, name, level }) => ({ key, name, level })),
    });
  }
  return summaries;
}

function head({ id, team, startedAt, completedAt }: AssessmentRow) {
  const state = completedAt === null ? ('draft' as const) : ('completed' as const);
  return { id, team, state, startedAt, completedAt };
}

/** Where in the web the rows of a figure are; null where no screen shows just them. */
const places: Partial<Record<EvidenceKey, string>> = {
  'share-declared-within-target': '/incidents',
  'share-with-commander-in-five-minutes': '/incidents?severity=1&severity=2',
  'share-severity-unchanged': '/incidents',
  'share-found-by-customers': '/incidents',
  'share-pages-acted-on': '/measures/on-call',
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

export function shownEvidence(key: EvidenceKey | null, figures: Figures) {
  if (key === null) return null;
  const figure = figures[key] ?? { value: null, n: 0 };
  return { key, ...figure, text: evidenceText(key, figure), href: places[key] ?? null };
}
