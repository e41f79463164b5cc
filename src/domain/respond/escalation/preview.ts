import type { Temporal } from 'temporal-polyfill';
import type { RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { newPage, type PageDecision, type PageSnapshot, type World } from './page.ts';
import { pageAfter, plan } from './plan.ts';
import { startOf } from './start.ts';

/** One moment of a page that nobody answers. */
export type PreviewMoment = { at: Temporal.Instant; decision: PageDecision };

/** What a page is taken for of which only the urgency is known. */
export const usualSeverity: Record<Urgency, number> = { high: 2, low: 4 };

/**
 * Who would be asked when, if a page began now and nobody acknowledged: the real engine, run ahead of time.
 * The last moment is the one in which the ladder is exhausted.
 *
 * Of a policy with branches the one is run that such a page would follow.
 *
 * @param worldAt the world at a moment of the run, so that a schedule that hands off on the way is seen to
 */
export function previewLadder(
  definition: RunnableDefinition,
  worldAt: (at: Temporal.Instant) => World,
  now: Temporal.Instant,
  urgency: Urgency = 'high',
  severity: number = usualSeverity[urgency],
  turns: PageSnapshot['turns'] = new Map(),
): PreviewMoment[] {
  const moments: PreviewMoment[] = [];
  const { policy } = startOf(definition, { severity, urgency, at: now });
  let page: PageSnapshot = { ...newPage(policy, now, { urgency, severity }), turns };
  while (page.dueAt !== null) {
    const at: Temporal.Instant = page.dueAt;
    const decision = plan(page, worldAt(at), at);
    moments.push({ at, decision });
    page = pageAfter(page, decision);
  }
  return moments;
}
