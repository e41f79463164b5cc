/**
 * Merging and splitting groups. A group is the alerts of one page that is not resolved, and what joins it later.
 * docs/mechanisms/groups.md says what they promise.
 */

import type { Urgency } from '../../contract/severity.ts';

export type GroupPage = {
  id: number;
  state: 'open' | 'acknowledged';
  severity: number;
  urgency: Urgency;
  kind: 'real' | 'drill' | 'test';
  /** Its escalation has ended and nobody acknowledged. */
  isExhausted: boolean;
  /** An alarm of the installation about itself. */
  asksAdmins: boolean;
  /** When it opens again by itself, epoch ms. */
  snoozedUntil: number | null;
};

export type GroupedAlert = { id: number; state: 'triggered' | 'acknowledged' | 'resolved'; pageIds: readonly number[] };

export type Refused = { refusal: string };

/** The page that goes on with all alerts, what it takes over from the others, and those that end in it. */
export type Merge = {
  leadId: number;
  endedIds: number[];
  raised: Pick<GroupPage, 'severity' | 'urgency' | 'kind' | 'snoozedUntil'>;
};

/** Members that pages to be merged have together at most. */
export const mostMerged = 1_000;

/**
 * The page that still asks people goes on: what is open before what is acknowledged, what is urgent, what has not
 * reached its end, the most severe, the oldest. So nobody stops being asked because of a merge.
 */
export function planMerge(pages: readonly GroupPage[], chosen: readonly GroupedAlert[]): Merge | Refused {
  const alone = chosen.find(({ pageIds }) => pageIds.length === 0);
  if (alone) return { refusal: `Alert ${alone.id} has no open or acknowledged page, so it is in no group to merge.` };
  if (pages.length < 2) return { refusal: 'These alerts are in one group already.' };
  if (pages.some(({ asksAdmins }) => asksAdmins))
    return { refusal: 'Alerts of Evenkeel about itself are not merged with others.' };
  const [lead, ...others] = [...pages].sort((one, other) => compare(rankOf(one), rankOf(other)));
  const wakes = pages.flatMap(({ snoozedUntil }) => snoozedUntil ?? []);
  return {
    leadId: lead!.id,
    endedIds: others.map(({ id }) => id),
    raised: {
      severity: Math.min(...pages.map(({ severity }) => severity)),
      urgency: lead!.urgency,
      kind: pages.find(({ kind }) => kind === 'real')?.kind ?? lead!.kind,
      // Nothing that was to page again is forgotten.
      snoozedUntil: lead!.state === 'acknowledged' && wakes.length > 0 ? Math.min(...wakes) : null,
    },
  };
}

const rankOf = ({ state, urgency, isExhausted, severity, id }: GroupPage) => [
  Number(state !== 'open'),
  Number(urgency !== 'high'),
  Number(isExhausted),
  severity,
  id,
];

function compare(one: number[], other: number[]): number {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place === -1 ? 0 : one[place]! - other[place]!;
}

export type Split = {
  pageId: number;
  /** `pages`: by its own ladder, from its first step. `stays-acknowledged`: with a page of its own that is acknowledged. */
  next: 'pages' | 'stays-acknowledged';
};

/** An alert leaves the group it is in. `members`: all alerts of its pages. */
export function planSplit(alert: GroupedAlert, members: readonly GroupedAlert[]): Split | Refused {
  if (alert.state === 'resolved') return { refusal: 'This alert is resolved.' };
  const [pageId, ...more] = alert.pageIds;
  if (pageId === undefined) return { refusal: 'This alert has no open or acknowledged page, so it is in no group.' };
  if (more.length > 0)
    return { refusal: `This alert is on the pages ${alert.pageIds.join(' and ')}. Resolve or merge them first.` };
  if (!members.some(({ id, state }) => id !== alert.id && state !== 'resolved'))
    return { refusal: 'This is the only open alert of its group.' };
  return { pageId, next: alert.state === 'triggered' ? 'pages' : 'stays-acknowledged' };
}

/** A group as it was left by a merge or split. */
export type Standing = {
  page: {
    id: number;
    state: 'open' | 'acknowledged' | 'resolved';
    generation: number;
    severity: number;
    alertCount: number;
  };
  /** Alerts that were moved, with their states. */
  alerts: { id: number; state: GroupedAlert['state'] }[];
};

/** Why a merge or split cannot be taken back any more; null when all is as it was left. */
export function whyNotUndone(left: Standing, now: Standing): string | null {
  const { page } = now;
  if (page.state !== left.page.state) return `Page ${page.id} is ${page.state} by now.`;
  if (page.generation !== left.page.generation) return `Page ${page.id} has started anew meanwhile.`;
  if (page.severity !== left.page.severity) return `Page ${page.id} has become more severe meanwhile.`;
  if (page.alertCount !== left.page.alertCount) return `The alerts of page ${page.id} are others by now.`;
  const states = new Map(now.alerts.map(({ id, state }) => [id, state]));
  const changed = left.alerts.find(({ id, state }) => states.get(id) !== state);
  if (!changed) return null;
  const state = states.get(changed.id);
  return state ? `Alert ${changed.id} is ${state} by now.` : `Alert ${changed.id} has left the group meanwhile.`;
}
