import { barText, meetsBar } from './evidence-bars.ts';
import type { EvidenceFigure } from './evidence-text.ts';
import type { EvidenceKey, MaturityLevel, PracticeAreaKey } from './model.ts';
import { type AssessmentScore, medianDown, type QuestionScore } from './score.ts';

export type MissingForLevel = {
  question: QuestionScore['question'];
  rated: MaturityLevel | null;
  /** What the level asks of the figure; null where it asks nothing. */
  asks: string | null;
  /** Whether the figure shows it now: then only the rating is missing. */
  isShown: boolean;
};

export type NextLevel = {
  level: MaturityLevel;
  /** How many of the areas below have to rise before the whole does. */
  areasNeeded: number;
  /** Those below the level, the nearest first, each with what keeps it down. */
  areas: { key: PracticeAreaKey; name: string; level: MaturityLevel; missing: MissingForLevel[] }[];
};

/** What the next level needs; null at the top, or where nothing was rated. `now` are the figures of today. */
export function nextLevelOf(
  score: AssessmentScore,
  now: Partial<Record<EvidenceKey, EvidenceFigure>>,
): NextLevel | null {
  if (score.overall === null || score.overall === 7) return null;
  const level = (score.overall + 1) as MaturityLevel;
  const rated = score.areas.flatMap((area) => (area.level === null ? [] : [{ ...area, level: area.level }]));
  const below = rated.filter((area) => area.level < level).sort((left, right) => right.level - left.level);
  return {
    level,
    areasNeeded: fewestToRaise(
      rated.map((area) => area.level),
      level,
    ),
    areas: below.map(({ key, name, level: at, questions }) => ({
      key,
      name,
      level: at,
      missing: questions.filter((one) => (one.level ?? 0) < level).map((one) => missingFor(one, level, now)),
    })),
  };
}

function missingFor(
  { question, rated }: QuestionScore,
  level: MaturityLevel,
  now: Partial<Record<EvidenceKey, EvidenceFigure>>,
): MissingForLevel {
  const key = question.evidence;
  const figure = (key && now[key]) ?? { value: null, n: 0 };
  return { question, rated, asks: key && barText(key, level), isShown: key !== null && meetsBar(key, level, figure) };
}

/** The fewest levels that have to become `target` before the median is. */
function fewestToRaise(levels: readonly MaturityLevel[], target: MaturityLevel): number {
  const falling = [...levels].sort((left, right) => right - left);
  let raised = 0;
  for (let place = 0; (medianDown(falling) ?? target) < target && place < falling.length; place++) {
    if (falling[place]! >= target) continue;
    falling[place] = target;
    raised++;
  }
  return raised;
}
