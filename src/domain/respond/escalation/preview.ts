import type { Temporal } from 'temporal-polyfill';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import type { PageDecision, PageSnapshot, World } from './page.ts';
import { pageAfter, plan } from './plan.ts';

/** One moment of a page that nobody answers. */
export type PreviewMoment = { at: Temporal.Instant; decision: PageDecision };

/**
 * Who would be asked when, if a page began now and nobody acknowledged: the real engine, run ahead of time.
 * The last moment is the one in which the ladder is exhausted.
 *
 * @param worldAt the world at a moment of the run, so that a schedule that hands off on the way is seen to
 */
export function previewLadder(
  definition: EscalationDefinition,
  worldAt: (at: Temporal.Instant) => World,
  now: Temporal.Instant,
  urgency: Urgency = 'high',
): PreviewMoment[] {
  const moments: PreviewMoment[] = [];
  let page: PageSnapshot = {
    policy: definition,
    generation: 1,
    state: 'open',
    stepIndex: 0,
    round: 0,
    urgency,
    dueAt: now,
  };
  while (page.dueAt !== null) {
    const at: Temporal.Instant = page.dueAt;
    const decision = plan(page, worldAt(at), at);
    moments.push({ at, decision });
    page = pageAfter(page, decision);
  }
  return moments;
}
