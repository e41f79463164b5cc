import type { OutputOf } from '../../../contract/endpoint.ts';
import type { Assessment, readMaturityLadder } from '../../../contract/program/assessments.ts';
import { dayText } from '../../time/day-text.ts';
import { counted } from '../counted.ts';
import { levelText } from '../maturity/level-text.ts';
import { maturityLevels } from '../maturity/model.ts';
import { type Deck, type Slide, said } from './slide.ts';

type Next = OutputOf<typeof readMaturityLadder>['next'];

const most = 8;

/**
 * A completed assessment as slides.
 * @param next what the next level needs; null where this is not the last assessment of its scope
 */
export function assessmentDeck(assessment: Assessment, next: Next, timeZone: string): Deck {
  const { team, completedAt, startedAt, overall, areas, before, weakest } = assessment;
  const day = (instant: string) => dayText(Date.parse(instant), timeZone);
  const who = team?.name ?? 'The organisation';
  const nameOf = (key: string) => areas.find((area) => area.key === key)?.name ?? key;
  const questions = areas.flatMap((area) => area.questions);
  const contradicted = questions.filter(({ capReason }) => capReason !== null);
  const differing = questions
    .map(({ ask, votes }) => ({ ask, levels: (votes ?? []).map(({ level }) => level) }))
    .filter(({ levels }) => Math.max(...levels) - Math.min(...levels) > 1);
  const source = `Source: assessment of ${team?.name ?? 'the whole organisation'}, ${day(completedAt ?? startedAt)}; ${assessment.answered} of ${assessment.asked} questions answered.`;
  const slides: (Slide | false)[] = [
    said('level', `${who} is at level ${levelText(overall)}`, [
      ...maturityLevels.filter(({ level }) => level === overall).map(({ meaning }) => meaning),
      `Assessed ${day(completedAt ?? startedAt)}, ${assessment.answered} of ${assessment.asked} questions answered${
        before ? `; ${levelText(before.overall)} at the assessment before, ${day(before.completedAt)}` : ''
      }.`,
    ]),
    {
      key: 'areas',
      title: `Weakest: ${weakest.map(nameOf).join(', ')}`,
      lines: areas.map(({ name, level }) => `${name}: ${levelText(level)}`),
      chart: {
        kind: 'radar',
        axis: 'Level',
        format: 'number',
        max: maturityLevels.length,
        labels: areas.map(({ name }) => name),
        series: [
          { name: 'Now', values: areas.map(({ level }) => level), look: 'points' },
          ...(before
            ? [
                {
                  name: `Before, ${day(before.completedAt)}`,
                  values: areas.map(({ key }) => before.areas.find((area) => area.key === key)?.level ?? null),
                  look: 'dashes' as const,
                },
              ]
            : []),
        ],
      },
      notes: [
        ...areas.map(
          ({ name, questions: asked }) =>
            `${name}: ${asked.filter(({ level }) => level !== null).length} of ${counted(asked.length, 'question')} answered, ${asked.filter(({ evidence }) => evidence !== null).length} with figures beside them.`,
        ),
        'A level is a judgement, not a sample. Where figures contradict a rating, the figures cap it.',
      ],
    },
    (before?.changes.length ?? 0) > 0 &&
      said(
        'changes',
        'What changed since the assessment before',
        before!.changes.map(({ key, from, to }) => `${nameOf(key)}: ${from} to ${to}`),
      ),
    contradicted.length > 0 &&
      said(
        'contradicted',
        `${counted(contradicted.length, 'rating')} ${contradicted.length === 1 ? 'counts' : 'count'} for less than rated`,
        contradicted
          .slice(0, most)
          .map(({ ask, rated, level, capReason }) => `${ask} Rated ${rated}, counts as ${level}: ${capReason}.`),
        contradicted.length > most ? [`The first ${most} of ${contradicted.length} are shown.`] : [],
      ),
    differing.length > 0 &&
      said(
        'differences',
        'Where assessors differ',
        differing
          .slice(0, most)
          .map(({ ask, levels }) => `${ask} From ${Math.min(...levels)} to ${Math.max(...levels)}.`),
        differing.length > most ? [`The first ${most} of ${differing.length} are shown.`] : [],
      ),
    next !== null &&
      said(
        'next',
        `What level ${levelText(next.level)} needs`,
        next.areas
          .slice(0, 5)
          .map(
            ({ name, missing }) =>
              `${name}: ${
                missing
                  .flatMap(({ asks, isShown, question }) => (asks && !isShown ? [`${question.ask} ${asks}`] : []))
                  .join('; ') || 'the data show it; rate it again'
              }`,
          ),
      ),
  ];
  return {
    name: 'Maturity assessment',
    footer: `Maturity assessment: ${team?.name ?? 'the whole organisation'}, ${day(completedAt ?? startedAt)}`,
    slides: slides.filter((slide) => slide !== false).map((slide) => ({ ...slide, notes: [...slide.notes, source] })),
  };
}
