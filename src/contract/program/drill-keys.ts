/** The formats of drills and the items of their scorecard, spelled once for scenarios, drills and rules. */

export const drillFormatKeys = [
  'page-test',
  'tabletop',
  'wheel',
  'game-day',
  'communications',
  'handover',
  'unannounced',
  'recovery',
] as const;
export type DrillFormatKey = (typeof drillFormatKeys)[number];

export const scoreKeys = [
  'commander',
  'roles',
  'severity',
  'first-post',
  'rhythm',
  'named-tasks',
  'plan-b',
  'timeline',
  'handover',
  'runbook',
  'debrief',
] as const;
export type ScoreKey = (typeof scoreKeys)[number];
