/** How the state of a goal looks. */
export const goalLooks = {
  'no-baseline': { tone: 'sev3', glyph: 'diamond', word: 'No baseline' },
  'no-data': { tone: 'sev5', glyph: 'ring', word: 'No data yet' },
  reached: { tone: 'resolved', glyph: 'check', word: 'Reached' },
  'on-track': { tone: 'sev4', glyph: 'half', word: 'On track' },
  behind: { tone: 'sev2', glyph: 'triangle', word: 'Behind' },
  missed: { tone: 'sev1', glyph: 'octagon', word: 'Missed' },
  dropped: { tone: 'sev5', glyph: 'slash', word: 'Abandoned' },
} as const;
