import { Temporal } from 'temporal-polyfill';
import { type Asked, ask } from './ask.ts';
import type { NextStep, PageDecision, PageSnapshot, World } from './page.ts';

/**
 * Decides what a page does now: whom to notify and when to look again. Pure; the caller writes the outcome down.
 *
 * - A page that is not open decides nothing (`next` is null); one that is not due yet keeps its time.
 * - A step that reaches nobody goes on at once, or keeps its delay when its `ifEmpty` says `wait`.
 * - After the last step's delay the ladder repeats; after the last repeat the catch-all is asked once and the page is
 *   exhausted: it stays open and is nobody's until somebody acts.
 * - When every step in turn is skipped, the catch-all is asked at once.
 *
 * Position (`round`, `stepIndex`) only ever grows, so a page is planned at most steps × (repeat + 1) + 1 times.
 *
 * @param now database time; the next due time counts from it
 */
export function plan(page: PageSnapshot, world: World, now: Temporal.Instant): PageDecision {
  const decision: PageDecision = { notifications: [], unreachable: [], emptyTargets: [], next: null, problems: [] };
  if (page.state !== 'open') return decision;
  if (page.dueAt === null) return { ...decision, next: { exhausted: true } };
  if (Temporal.Instant.compare(page.dueAt, now) > 0) {
    return { ...decision, next: { exhausted: false, stepIndex: page.stepIndex, round: page.round, dueAt: page.dueAt } };
  }

  const { steps, repeat } = page.policy;
  let { stepIndex, round } = page;
  let skippedSteps = 0;
  while (stepIndex < steps.length && skippedSteps < steps.length) {
    const step = steps[stepIndex]!;
    add(decision, ask(step.targets, stepIndex, round, world));
    const reached = decision.notifications.length > 0;
    [stepIndex, round] = positionAfter(stepIndex, round, steps.length, repeat);
    if (reached || step.ifEmpty === 'wait') {
      return { ...decision, next: nextAt(stepIndex, round, now, step.delaySeconds) };
    }
    skippedSteps++;
  }
  return endLadder(page, decision, round, skippedSteps === steps.length, world);
}

/** The page as it stands after a decision has been carried out. The generation is the caller's to raise. */
export function pageAfter(page: PageSnapshot, { next }: PageDecision): PageSnapshot {
  if (next === null) return page;
  if (next.exhausted) return { ...page, dueAt: null };
  return { ...page, stepIndex: next.stepIndex, round: next.round, dueAt: next.dueAt };
}

/** The end of the ladder: nobody acknowledged, or nobody could be asked. The catch-all gets its one call. */
function endLadder(
  page: PageSnapshot,
  decision: PageDecision,
  round: number,
  wholeLadderEmpty: boolean,
  world: World,
): PageDecision {
  const { steps, catchAll } = page.policy;
  const end = { stepIndex: steps.length, round };
  decision.problems.push({ code: 'policy_exhausted', ...end });
  if (catchAll) add(decision, ask([catchAll], end.stepIndex, round, world));
  if (decision.notifications.length > 0) decision.problems.push({ code: 'catch_all_used', ...end });
  else if (catchAll || wholeLadderEmpty) decision.problems.push({ code: 'nobody_reachable', ...end });
  return { ...decision, next: { exhausted: true } };
}

function add(decision: PageDecision, asked: Asked): void {
  decision.notifications.push(...asked.notifications);
  decision.unreachable.push(...asked.unreachable);
  decision.emptyTargets.push(...asked.emptyTargets);
  decision.problems.push(...asked.problems);
}

function positionAfter(stepIndex: number, round: number, stepCount: number, repeat: number): [number, number] {
  if (stepIndex + 1 < stepCount) return [stepIndex + 1, round];
  return round < repeat ? [0, round + 1] : [stepCount, round];
}

function nextAt(stepIndex: number, round: number, now: Temporal.Instant, delaySeconds: number): NextStep {
  return { exhausted: false, stepIndex, round, dueAt: now.add({ seconds: delaySeconds }) };
}
