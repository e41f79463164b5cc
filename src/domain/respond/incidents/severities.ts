import type { SeverityUrgency } from '../../../contract/severity.ts';
import { type Severity, severities, severityLabel } from '../../severity.ts';
import type { RoleKey } from './roles.ts';

/** Who hears of a new incident of this severity, besides those already paged by its alerts. */
export type Paged = 'owning-team' | 'affected-teams' | 'commander' | 'communications' | 'executives';

export type DayKind = 'calendar' | 'business';

export type DayDeadline = {
  days: number;
  kind: DayKind;
};

/** How strongly a review after the incident is asked for. `light` becomes a full one when a `fullWhen` reason applies. */
export type PostmortemDemand = 'required' | 'light' | 'optional' | 'none';

export type SeverityRule = {
  severity: Severity;
  name: string;
  meaning: string;
  /** Any one of these being true is enough. */
  tests: readonly string[];
  urgency: SeverityUrgency;
  pages: readonly Paged[];
  rolesNeeded: readonly RoleKey[];
  /** True: this severity always gets a commander and a war room. */
  coordinated: boolean;
  ackTargetMinutes: number | null;
  ackTargetWorkDays: number | null;
  /** Minutes from declaration to the first public post; null: none is owed. */
  firstPublicPostMinutes: number | null;
  /** `always`, or only once customers can see the effect. */
  firstPublicPostWhen: 'always' | 'visible' | 'never';
  /** Longest silence towards customers, minutes; null: post when something changes. */
  publicUpdateMinutes: number | null;
  /** Longest silence inside the company, minutes. */
  internalUpdateMinutes: number | null;
  /** A slower rhythm may be chosen only after this many minutes. */
  longIncidentAfterMinutes: number | null;
  postmortem: {
    demand: PostmortemDemand;
    form: 'full' | 'light' | null;
    due: DayDeadline | null;
  };
  /** A resolved incident longer than this asks for the full form although its severity asks for the light one. */
  fullPostmortemAfterMinutes: number | null;
  /** Preventing action items are due this many calendar days after the incident resolved. */
  actionItemDueDays: number | null;
  protocolId: string;
};

export type SeverityMatrix = readonly SeverityRule[];

/** The rule of one severity. Throws when the matrix lacks it: a matrix is always complete (see `matrixFaults`). */
export function ruleOf<Rule extends SeverityRule>(matrix: readonly Rule[], severity: Severity): Rule {
  const rule = matrix.find((candidate) => candidate.severity === severity);
  if (!rule) throw new RangeError(`the severity matrix has no ${severityLabel(severity)}`);
  return rule;
}

export type Grade = 'high' | 'medium' | 'low';

const proposals: Record<Grade, Record<Grade, Severity>> = {
  high: { high: 1, medium: 1, low: 2 },
  medium: { high: 2, medium: 2, low: 3 },
  low: { high: 3, medium: 3, low: 4 },
};

/** Proposes a severity from how many are hurt (impact) and how fast it gets worse (urgency); in doubt, take the higher. */
export function proposeSeverity(impact: Grade, urgency: Grade): Severity {
  return proposals[impact][urgency];
}

/** What is wrong with an edited matrix, in sentences for the person who edited it. Empty: fine. */
export function matrixFaults(matrix: SeverityMatrix): string[] {
  const faults: string[] = [];
  for (const severity of severities) {
    const count = matrix.filter((rule) => rule.severity === severity).length;
    if (count !== 1)
      faults.push(`${severityLabel(severity)} must appear in the matrix exactly once; it appears ${count} times.`);
  }
  for (const rule of matrix) {
    const label = severityLabel(rule.severity);
    if (rule.name.trim() === '') faults.push(`${label} has no name.`);
    if (rule.coordinated && !rule.rolesNeeded.includes('commander')) {
      faults.push(`${label} opens a war room but requires no incident commander.`);
    }
    const minutes = [
      rule.ackTargetMinutes,
      rule.firstPublicPostMinutes,
      rule.publicUpdateMinutes,
      rule.internalUpdateMinutes,
    ];
    if (minutes.some((value) => value !== null && !(value > 0)))
      faults.push(`${label} has a time that is not above zero.`);
    const { demand, due, form } = rule.postmortem;
    if (demand === 'required' && !due) faults.push(`${label} requires a postmortem but sets no deadline.`);
    if (demand === 'required' && !form) faults.push(`${label} requires a postmortem but sets no form.`);
  }
  return faults;
}
