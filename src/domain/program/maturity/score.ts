import { barText, highestProven } from './evidence-bars.ts';
import { type EvidenceFigure, evidenceAmount } from './evidence-text.ts';
import {
  type EvidenceKey,
  type MaturityLevel,
  type MaturityQuestion,
  maturityQuestions,
  type PracticeAreaKey,
  practiceAreas,
} from './model.ts';

/** The answer to a question: one self-rating, or what several agreed on. */
export type Rating = {
  questionId: string;
  level: MaturityLevel;
};

export type QuestionScore = {
  question: MaturityQuestion;
  rated: MaturityLevel | null;
  /** What counts: the self-rating, at most 2 without evidence and at most what the evidence does not contradict. */
  level: MaturityLevel | null;
  /** Why it counts for less than it was rated; null where it does not. */
  capReason: string | null;
  evidence: EvidenceFigure | null;
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

/** 1: only missing evidence capped a rating. 2: evidence that contradicts it does as well. What is completed keeps its rules. */
export type ScoringRules = 1 | 2;
export const currentRules: ScoringRules = 2;

type ScoringOptions = {
  rules?: ScoringRules;
  /** The built-in ones where none are named. */
  questions?: readonly MaturityQuestion[];
};

/** The middle of some levels, rounded down; null where there are none. */
export function medianDown(levels: readonly MaturityLevel[]): MaturityLevel | null {
  if (levels.length === 0) return null;
  const sorted = [...levels].sort((left, right) => left - right);
  const middle = Math.floor((sorted.length - 1) / 2);
  const upper = Math.floor(sorted.length / 2);
  return Math.floor(((sorted[middle] ?? 1) + (sorted[upper] ?? 1)) / 2) as MaturityLevel;
}

function scoreQuestion(
  question: MaturityQuestion,
  ratings: readonly Rating[],
  evidence: Partial<Record<EvidenceKey, EvidenceFigure>>,
  rules: ScoringRules,
): QuestionScore {
  const rated = ratings.find((rating) => rating.questionId === question.id)?.level ?? null;
  const key = question.evidence;
  const figure = (key && evidence[key]) ?? null;
  const proven = key && figure && highestProven(key, figure);
  const ceiling = proven === null ? levelWithoutEvidence : rules === 1 ? 7 : proven;
  if (rated === null || rated <= ceiling) {
    return { question, rated, level: rated, capReason: null, evidence: figure };
  }
  const capReason = proven === null ? 'No evidence' : contradiction(key!, figure!, (ceiling + 1) as MaturityLevel);
  return { question, rated, level: ceiling, capReason, evidence: figure };
}

function contradiction(key: EvidenceKey, { value }: EvidenceFigure, asked: MaturityLevel): string {
  return `Level ${asked} needs ${barText(key, asked)}; the data show ${evidenceAmount(key, value!)}`;
}

/** Scores an assessment. The overall level is the median of the areas, not the lowest: one weak area does not hide the others. */
export function scoreAssessment(
  ratings: readonly Rating[],
  evidence: Partial<Record<EvidenceKey, EvidenceFigure>>,
  { rules = currentRules, questions: asked = maturityQuestions }: ScoringOptions = {},
): AssessmentScore {
  const areas = practiceAreas.map(({ key, name }) => {
    const questions = asked
      .filter((question) => question.area === key)
      .map((question) => scoreQuestion(question, ratings, evidence, rules));
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
    asked: asked.length,
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
