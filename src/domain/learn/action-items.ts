import type { SeverityRule } from '../respond/incidents/severities.ts';
import { endOfDayAfter } from './deadlines.ts';

/** `wont_do` is an honest end: decided not to do it, with a reason. */
export type ActionItemState = 'open' | 'done' | 'wont_do';

export type ActionItemKind = 'prevent' | 'detect' | 'mitigate' | 'respond';

export interface ActionItem {
  state: ActionItemState;
  ownerPersonId: string | null;
  /** Epoch milliseconds, as are the others. */
  dueAt: number | null;
  createdAt: number;
  finishedAt: number | null;
}

export function isUnfinished(item: Pick<ActionItem, 'state'>): boolean {
  return item.state === 'open';
}

/** Overdue: unfinished and past its due instant. An item without a due date is never overdue; it is incomplete instead. */
export function isOverdue(item: Pick<ActionItem, 'state' | 'dueAt'>, now: number): boolean {
  return isUnfinished(item) && item.dueAt !== null && now > item.dueAt;
}

/** The due instant the severity matrix proposes for a new item, epoch milliseconds; null when it proposes none. */
export function proposedDueAt(rule: SeverityRule, resolvedAt: number, zone: string): number | null {
  if (rule.actionItemDueDays === null) return null;
  return endOfDayAfter(resolvedAt, rule.actionItemDueDays, 'calendar', zone);
}

export interface ActionItemFigures {
  open: number;
  overdue: number;
  withoutOwner: number;
  /** Whole days since the oldest unfinished item was made; null when none is. */
  oldestOpenDays: number | null;
  /** Of the items that were due, the share done in time, 0–1; null when none was due. What will not be done is left out. */
  onTimeShare: number | null;
}

export function actionItemFigures(items: readonly ActionItem[], now: number): ActionItemFigures {
  const unfinished = items.filter(isUnfinished);
  const oldest = unfinished.reduce((least, item) => Math.min(least, item.createdAt), Number.POSITIVE_INFINITY);
  const wereDue = items.filter((item) => item.state !== 'wont_do' && item.dueAt !== null && item.dueAt < now);
  const inTime = wereDue.filter((item) => item.finishedAt !== null && item.finishedAt <= (item.dueAt ?? 0));
  return {
    open: unfinished.length,
    overdue: items.filter((item) => isOverdue(item, now)).length,
    withoutOwner: unfinished.filter((item) => item.ownerPersonId === null).length,
    oldestOpenDays: unfinished.length === 0 ? null : Math.floor((now - oldest) / 86_400_000),
    onTimeShare: wereDue.length === 0 ? null : inTime.length / wereDue.length,
  };
}
