import { Temporal } from 'temporal-polyfill';
import { type Asked, ask } from './ask.ts';
import type { NextStep, PageDecision, PageSnapshot, Turn, World } from './page.ts';
import { type Wait, waitOf } from './start.ts';

/**
 * Decides what a page does now: whom to notify and when to look again. Pure; the caller writes the outcome down.
 *
 * - A page that is not open decides nothing (`next` is null); one that is not due yet keeps its time.
 * - Before its first step a page may wait, once in a generation, for working hours or for the problem to end by itself.
 * - A step that reaches nobody goes on at once, or keeps its delay when its `ifEmpty` says `wait`.
 * - A step that only posts to chat rooms or calls webhooks keeps its delay: it is meant to inform before anybody is asked.
 * - After the last step's delay the ladder repeats; after the last repeat the catch-all is asked once and the page is
 *   exhausted: it stays open and is nobody's until somebody acts.
 * - When every step in turn is skipped, the catch-all is asked at once.
 *
 * Position (`round`, `stepIndex`) only ever grows, so a page is planned at most steps × (repeat + 1) + 1 times.
 *
 * @param now database time; the next due time counts from it
 */
export function plan(page: PageSnapshot, world: World, now: Temporal.Instant): PageDecision {
  const decision: PageDecision = {
    notifications: [],
    posts: [],
    calls: [],
    unreachable: [],
    emptyTargets: [],
    turns: [],
    wait: null,
    next: null,
    problems: [],
  };
  if (page.state !== 'open') return decision;
  if (page.dueAt === null) return { ...decision, next: { exhausted: true } };
  if (Temporal.Instant.compare(page.dueAt, now) > 0) {
    return { ...decision, next: { exhausted: false, stepIndex: page.stepIndex, round: page.round, dueAt: page.dueAt } };
  }

  const wait = firstWait(page, now);
  if (wait) return { ...decision, wait, next: { exhausted: false, stepIndex: 0, round: 0, dueAt: wait.until } };

  const { steps, repeat } = page.policy;
  let { stepIndex, round } = page;
  let skippedSteps = 0;
  while (stepIndex < steps.length && skippedSteps < steps.length) {
    const step = steps[stepIndex]!;
    for (const [roomIndex, room] of (step.chatRooms ?? []).entries())
      decision.posts.push({ room, stepIndex, round, roomIndex });
    if (step.webhooks) decision.calls.push({ webhookIds: step.webhooks, stepIndex, round });
    const onlyInforms = step.targets.length === 0;
    const asked = onlyInforms ? null : ask(step, { stepIndex, round }, page, world);
    if (asked) add(decision, asked);
    const reached = onlyInforms || asked!.isAnswered || decision.notifications.length > 0;
    [stepIndex, round] = positionAfter(stepIndex, round, steps.length, repeat);
    if (reached || step.ifEmpty === 'wait') {
      return { ...decision, next: nextAt(stepIndex, round, now, step.delaySeconds) };
    }
    skippedSteps++;
  }
  return endLadder(page, decision, round, skippedSteps === steps.length, world);
}

/** The page as it stands after a decision has been carried out. The generation is the caller's to raise. */
export function pageAfter(page: PageSnapshot, { next, turns, wait }: PageDecision): PageSnapshot {
  if (next === null) return page;
  const after = { ...page, turns: turnsAfter(page, turns), waitsUntil: wait?.until ?? page.waitsUntil };
  if (next.exhausted) return { ...after, dueAt: null };
  return { ...after, stepIndex: next.stepIndex, round: next.round, dueAt: next.dueAt };
}

function turnsAfter({ turns }: PageSnapshot, taken: Turn[]): PageSnapshot['turns'] {
  if (taken.length === 0) return turns;
  return new Map([...turns, ...taken.map(({ stepIndex, personId }) => [stepIndex, personId] as const)]);
}

/**
 * What holds the first step. A page that somebody more severe has joined meanwhile waits no longer; the delay before
 * the first page belongs to the first generation, because what is paged again has not ended by itself.
 */
function firstWait(page: PageSnapshot, now: Temporal.Instant): Wait | null {
  if (page.stepIndex > 0 || page.round > 0) return null;
  const isOver = page.waitsUntil !== null && Temporal.Instant.compare(page.waitsUntil, now) <= 0;
  if (isOver) return null;
  const wait = waitOf(page.policy, { severity: page.severity, urgency: page.urgency, at: now });
  if (wait === null || (wait.because === 'first_page_delay' && page.generation > 1)) return null;
  const until = page.waitsUntil;
  return until !== null && Temporal.Instant.compare(until, wait.until) < 0 ? { ...wait, until } : wait;
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
  if (catchAll) add(decision, ask({ targets: [catchAll] }, end, page, world));
  if (decision.notifications.length > 0) decision.problems.push({ code: 'catch_all_used', ...end });
  else if (catchAll || wholeLadderEmpty) decision.problems.push({ code: 'nobody_reachable', ...end });
  return { ...decision, next: { exhausted: true } };
}

function add(decision: PageDecision, asked: Asked): void {
  decision.notifications.push(...asked.notifications);
  decision.unreachable.push(...asked.unreachable);
  decision.emptyTargets.push(...asked.emptyTargets);
  decision.turns.push(...asked.turns);
  decision.problems.push(...asked.problems);
}

function positionAfter(stepIndex: number, round: number, stepCount: number, repeat: number): [number, number] {
  if (stepIndex + 1 < stepCount) return [stepIndex + 1, round];
  return round < repeat ? [0, round + 1] : [stepCount, round];
}

function nextAt(stepIndex: number, round: number, now: Temporal.Instant, delaySeconds: number): NextStep {
  return { exhausted: false, stepIndex, round, dueAt: now.add({ seconds: delaySeconds }) };
}
