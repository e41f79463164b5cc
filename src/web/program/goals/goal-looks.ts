import { goalStateWords } from '../../../domain/program/goals/value-text.ts';

/** How the state of a goal looks. */
export const goalLooks = {
  'no-baseline': { tone: 'sev3', glyph: 'diamond', word: goalStateWords['no-baseline'] },
  'no-data': { tone: 'sev5', glyph: 'ring', word: goalStateWords['no-data'] },
  reached: { tone: 'resolved', glyph: 'check', word: goalStateWords.reached },
  'on-track': { tone: 'sev4', glyph: 'half', word: goalStateWords['on-track'] },
  behind: { tone: 'sev2', glyph: 'triangle', word: goalStateWords.behind },
  missed: { tone: 'sev1', glyph: 'octagon', word: goalStateWords.missed },
  dropped: { tone: 'sev5', glyph: 'slash', word: goalStateWords.dropped },
} as const;
