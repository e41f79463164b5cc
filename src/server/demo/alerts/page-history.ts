/** How a page of the past ran: the plan of its policy, step by step, until somebody answered or the alerts were over. */

import type { EventData, KindAbout } from '../../../contract/events/catalogue.ts';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { PageFeedback } from '../../../contract/respond/pages/page.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { newPage, type World } from '../../../domain/respond/escalation/page.ts';
import { pageKeyOf } from '../../../domain/respond/escalation/page-key.ts';
import { pageAfter, plan } from '../../../domain/respond/escalation/plan.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { system } from '../../platform/auth/actor.ts';
import {
  loadReachabilityOf,
  loadTargetFacts,
  peopleOnTargetAt,
  type TargetFacts,
} from '../../respond/escalation/world.ts';
import { createDice } from '../dice.ts';
import type { History, PageRow } from '../history-store.ts';
import * as store from '../history-store.ts';
import { type PersonKey, people } from '../shop/cast.ts';
import type { Story } from '../story.ts';
import { deliverPast } from './past-deliveries.ts';

export type PagingWorld = {
  policies: Map<number, EscalationDefinition>;
  facts: TargetFacts;
  reach: Record<Urgency, World['reachabilityOf']>;
};

/** Everything that decides whom a page asks within `[from, to)`, epoch ms. */
export async function loadPagingWorld({ tx, ids }: Story, from: number, to: number): Promise<PagingWorld> {
  const policies = await store.loadPolicies(tx);
  const targets = [...policies.values()].flatMap(({ steps, catchAll }) => [
    ...steps.flatMap((step) => step.targets),
    ...(catchAll ? [catchAll] : []),
  ]);
  const everybody = Object.values(ids.people);
  return {
    policies,
    facts: await loadTargetFacts(tx, targets, from, to),
    reach: {
      high: await loadReachabilityOf(tx, everybody, 'high'),
      low: await loadReachabilityOf(tx, everybody, 'low'),
    },
  };
}

/** Fills in how far the page got and who answered, and adds its notifications and events to `rows`. */
export function simulatePage(story: Story, world: PagingWorld, page: PageRow, rows: History): void {
  const policy = world.policies.get(page.policyId!)!;
  const { acknowledgedAt, resolvedAt, urgency, openedAt } = page;
  const endsAt = acknowledgedAt ?? resolvedAt ?? story.now;
  let snapshot = newPage(policy, instantOf(openedAt), { urgency, severity: page.severity });
  const asked: { personId: number; at: number }[] = [];
  const event = <Kind extends KindAbout<'page'>>(
    kind: Kind,
    at: number,
    actor: unknown,
    data: Partial<EventData<Kind>> = {},
  ) => rows.events.push({ kind, subjectId: page.id, at, actor, data });
  while (snapshot.dueAt !== null && snapshot.dueAt.epochMilliseconds < endsAt) {
    const at = snapshot.dueAt.epochMilliseconds;
    const decision = plan(snapshot, worldAt(world, urgency, at), snapshot.dueAt);
    const personIds = [...new Set(decision.notifications.map(({ personId }) => personId))];
    event('page.advanced', at, system, {
      generation: 1,
      stepIndex: snapshot.stepIndex,
      round: snapshot.round,
      personIds,
      problems: [],
    });
    // When somebody's first way failed: their next one did not wait for its time any more.
    const hindered = new Map<number, number>();
    for (const planned of decision.notifications) {
      const { personId, channel, ruleIndex } = planned;
      const dueAt = Math.min(at + planned.delaySeconds * 1000, hindered.get(personId) ?? Number.POSITIVE_INFINITY);
      const isText = urgency === 'high' && ruleIndex === 0;
      const delivery = deliverPast(story, { dueAt, isText, wantedUntil: endsAt });
      rows.notifications.push({
        ...planned,
        ...delivery,
        pageKey: pageKeyOf({ id: page.id, generation: 1 }, planned),
        pageId: page.id,
        severity: page.severity,
        createdAt: at,
        dueAt: delivery.attempts.at(-1)?.startedAt ?? dueAt,
        nodeId: story.nodeId,
      });
      for (const { attempt, finishedAt, outcome, detail } of delivery.attempts) {
        const reason = outcome === 'sent' ? {} : { reason: detail };
        event(attemptEvents[outcome], finishedAt, system, { personId, channel, attempt, mayRepeat: false, ...reason });
        if (outcome === 'sent') asked.push({ personId, at: finishedAt });
        else if (!hindered.has(personId)) hindered.set(personId, finishedAt);
      }
    }
    snapshot = pageAfter(snapshot, decision);
  }
  page.stepIndex = snapshot.stepIndex;
  page.round = snapshot.round;
  if (acknowledgedAt !== null) {
    // The last one who was asked before: the others slept through it.
    const by = actorReferenceOf(story, (asked.at(-1) ?? { personId: story.ids.people.mara! }).personId);
    page.acknowledgedBy = by;
    page.feedback = feedbackOn(page);
    event('page.acknowledged', acknowledgedAt, by);
    for (const alert of page.alerts) {
      if (alert.resolvedAt !== null && alert.resolvedAt <= acknowledgedAt) continue;
      rows.events.push({
        kind: 'alert.acknowledged',
        subjectId: alert.id,
        at: acknowledgedAt,
        actor: by,
        data: {},
      });
    }
  }
  const last = page.alerts.toSorted((one, other) => (one.resolvedAt ?? 0) - (other.resolvedAt ?? 0)).at(-1)!;
  if (resolvedAt !== null) event('page.resolved', resolvedAt + 150, last.resolvedBy);
}

const attemptEvents = {
  sent: 'notification.sent',
  retry: 'notification.delayed',
  failed: 'notification.failed',
} as const;

function worldAt({ facts, reach }: PagingWorld, urgency: Urgency, at: number): World {
  return { peopleOnTarget: (target) => peopleOnTargetAt(facts, target, at), reachabilityOf: reach[urgency] };
}

function actorReferenceOf(story: Story, personId: number) {
  const [key] = Object.entries(story.ids.people).find(([, id]) => id === personId)!;
  const { name, role } = people[key as PersonKey];
  return { kind: 'person' as const, personId, name, role };
}

/** Two of three pages have some. Of some alerts nearly every page was in vain, so that the ranking has what to retire. */
function feedbackOn({ title, openedAt, resolvedAt, severity }: PageRow): PageFeedback | null {
  if (resolvedAt === null) return null;
  const dice = createDice(`feedback ${title} ${openedAt}`);
  if (!dice.chance(0.66)) return null;
  const isInVain = severity >= 3 && createDice(`in vain ${title}`).chance(0.35);
  if (dice.chance(isInVain ? 0.08 : 0.75)) return 'acted';
  return dice.chance(0.2) ? 'duplicate' : 'nothing_to_do';
}
