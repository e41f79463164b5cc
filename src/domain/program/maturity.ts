import {
  type EvidenceKey,
  type MaturityLevel,
  type MaturityQuestion,
  maturityQuestions,
  type PracticeAreaKey,
  practiceAreas,
} from './maturity-model.ts';

/** One self-rating. `comment` may point at evidence outside this installation. */
export type Rating = {
  questionId: string;
  level: MaturityLevel;
  comment: string | null;
};

/** A figure of this installation with the number of rows behind it; null value or no rows: there is no evidence. */
export type Evidence = {
  value: number | null;
  n: number;
};

export type QuestionScore = {
  question: MaturityQuestion;
  rated: MaturityLevel | null;
  /** What counts: the self-rating, at most 2 without evidence. */
  level: MaturityLevel | null;
  capped: boolean;
  evidence: Evidence | null;
};

export type AreaScore = {
  key: PracticeAreaKey;
  name: string;
  /** Median of its answered questions, rounded down; null while none is answered. */
  level: MaturityLevel | null;
  questions: QuestionScore[];
};

export type AssessmentScore = {
  areas: AreaScore[];
  /** Median of the areas, rounded down; null while none is answered. */
  overall: MaturityLevel | null;
  /** The two lowest areas, where effort helps most. */
  weakest: PracticeAreaKey[];
  answered: number;
  asked: number;
};

/** Without evidence a self-rating counts at most this much. */
export const levelWithoutEvidence: MaturityLevel = 2;

function medianDown(levels: readonly MaturityLevel[]): MaturityLevel | null {
  if (levels.length === 0) return null;
  const sorted = [...levels].sort((left, right) => left - right);
  const middle = Math.floor((sorted.length - 1) / 2);
  const upper = Math.floor(sorted.length / 2);
  return Math.floor(((sorted[middle] ?? 1) + (sorted[upper] ?? 1)) / 2) as MaturityLevel;
}

function scoreQuestion(
  question: MaturityQuestion,
  ratings: readonly Rating[],
  evidence: Partial<Record<EvidenceKey, Evidence>>,
): QuestionScore {
  const rated = ratings.find((rating) => rating.questionId === question.id)?.level ?? null;
  const figure = evidence[question.evidence] ?? null;
  const proven = figure !== null && figure.value !== null && figure.n > 0;
  const capped = rated !== null && !proven && rated > levelWithoutEvidence;
  return { question, rated, level: capped ? levelWithoutEvidence : rated, capped, evidence: figure };
}

/** Scores an assessment. The overall level is the median of the areas, not the lowest: one weak area does not hide the others. */
export function scoreAssessment(
  ratings: readonly Rating[],
  evidence: Partial<Record<EvidenceKey, Evidence>>,
): AssessmentScore {
  const areas = practiceAreas.map(({ key, name }) => {
    const questions = maturityQuestions
      .filter((question) => question.area === key)
      .map((question) => scoreQuestion(question, ratings, evidence));
    const level = medianDown(questions.flatMap((question) => (question.level === null ? [] : [question.level])));
    return { key, name, level, questions };
  });
  const rated = areas.flatMap((area) => (area.level === null ? [] : [{ key: area.key, level: area.level }]));
  const weakest = [...rated].sort((left, right) => left.level - right.level).slice(0, 2);
  return {
    areas,
    overall: medianDown(rated.map((area) => area.level)),
    weakest: weakest.map((area) => area.key),
    answered: areas.flatMap((area) => area.questions).filter((question) => question.rated !== null).length,
    asked: maturityQuestions.length,
  };
}

/** Areas that moved between two assessments, largest step first. */
export function changesBetween(
  before: AssessmentScore,
  after: AssessmentScore,
): { key: PracticeAreaKey; from: MaturityLevel; to: MaturityLevel }[] {
  return after.areas
    .flatMap((area) => {
      const from = before.areas.find((other) => other.key === area.key)?.level ?? null;
      return from === null || area.level === null || from === area.level
        ? []
        : [{ key: area.key, from, to: area.level }];
    })
    .sort((left, right) => Math.abs(right.to - right.from) - Math.abs(left.to - left.from));
}
