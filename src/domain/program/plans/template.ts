import { pilotTemplate } from './pilot-template.ts';
import { recoveryTemplate } from './recovery-template.ts';
import { rollOutTemplate } from './roll-out-template.ts';

/** A pilot tries the program with one team, a roll-out brings it to a team in a wave, a recovery answers a bad quarter. */
export const planKinds = ['pilot', 'roll-out', 'recovery'] as const;
export type PlanKind = (typeof planKinds)[number];

export type PlanPhaseKey = 'assess' | 'define-goals' | 'build-plan' | 'execute' | 'iterate';

export type PlanPhase = {
  key: PlanPhaseKey;
  name: string;
  purpose: string;
  /** Days after the start, both included. */
  firstDay: number;
  lastDay: number;
};

/** What fulfils a milestone without anybody ticking it: the product sees it in its own data. */
export type PlanSign =
  | 'sponsor-named'
  | 'assessment-completed'
  | 'baseline-frozen'
  | 'goals-set'
  | 'severities-reviewed'
  | 'rotation-complete'
  | 'runbooks-attached'
  | 'courses-passed'
  | 'drill-scored'
  | 'postmortems-completed'
  | 'quarterly-review-held';

export type MilestoneTemplate = {
  key: string;
  phase: PlanPhaseKey;
  title: string;
  /** Due this many days after the start. */
  dueDay: number;
  checklist: readonly string[];
  sign: PlanSign | null;
  /** Keys of the milestones that come first. */
  waitsFor: readonly string[];
};

export type PlanTemplate = {
  lengthDays: number;
  /** Days after the start, `toDay` excluded; before the start they are negative. Nothing is changed before `toDay`. */
  baseline: { fromDay: number; toDay: number };
  phases: readonly PlanPhase[];
  milestones: readonly MilestoneTemplate[];
};

const templates: Record<PlanKind, PlanTemplate> = {
  pilot: pilotTemplate,
  'roll-out': rollOutTemplate,
  recovery: recoveryTemplate,
};

export function planTemplate(kind: PlanKind): PlanTemplate {
  return templates[kind];
}
