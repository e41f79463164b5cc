import type { Temporal } from 'temporal-polyfill';
import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { previewLadder } from '../escalation/preview.ts';
import type { CoverageQuestion } from './policy-coverage.ts';

/**
 * What may be wrong with a page that begins at a moment, the worst first:
 * - `nobody`: it reaches nobody at all
 * - `does_not_wake`: whoever it reaches has only contact methods that wake nobody
 * - `catch_all_only`: no step reaches anybody, only the catch-all at the end
 */
export type ReadinessProblem = 'nobody' | 'does_not_wake' | 'catch_all_only';

export type ReadinessGap = {
  problem: ReadinessProblem;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  emptyTargets: EscalationTarget[];
  /** People without a contact method that works; for `does_not_wake` those with none that wakes. */
  unreachable: number[];
};

/** The stretches in which a page by a policy would not wake anybody in its steps: the plan of the pager, run ahead of time. */
export function readinessGaps(
  { definition, urgency, worldAt, moments, until }: CoverageQuestion,
  canWake: (personId: number) => boolean,
): ReadinessGap[] {
  const once = { ...definition, repeat: 0 };
  const gaps: ReadinessGap[] = [];
  let last: { text: string; index: number } | null = null;
  moments.forEach((startsAt, index) => {
    const decisions = previewLadder(once, worldAt, startsAt, urgency).map(({ decision }) => decision);
    const notified = decisions.flatMap(({ notifications }) => notifications);
    const personIds = [...new Set(notified.map(({ personId }) => personId))];
    const inSteps = notified.some(({ stepIndex }) => stepIndex < once.steps.length);
    const problem = problemOf(personIds, inSteps, canWake);
    if (problem === null) return;
    const targets = decisions.flatMap(({ emptyTargets }) => emptyTargets.map(({ target }) => target));
    const emptyTargets = [...new Map(targets.map((target) => [`${target.kind} ${target.id}`, target])).values()];
    const out = decisions.flatMap(({ unreachable }) => unreachable.map(({ personId }) => personId));
    const unreachable = problem === 'does_not_wake' ? personIds : [...new Set(out)];
    const endsAt = moments[index + 1] ?? until;
    const text = JSON.stringify([problem, emptyTargets, unreachable]);
    // What goes on unchanged is one gap.
    if (last?.text === text && last.index === index - 1) gaps.at(-1)!.endsAt = endsAt;
    else gaps.push({ problem, startsAt, endsAt, emptyTargets, unreachable });
    last = { text, index };
  });
  return gaps;
}

function problemOf(
  personIds: number[],
  inSteps: boolean,
  canWake: (personId: number) => boolean,
): ReadinessProblem | null {
  if (personIds.length === 0) return 'nobody';
  if (!personIds.some(canWake)) return 'does_not_wake';
  return inSteps ? null : 'catch_all_only';
}
