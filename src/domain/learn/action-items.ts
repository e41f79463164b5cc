import type { SeverityRule } from '../respond/incidents/severities.ts';
import { endOfDayAfter } from './deadlines.ts';

/** The due instant the severity matrix proposes for a new item, epoch milliseconds; null when it proposes none. */
export function proposedDueAt(rule: SeverityRule, resolvedAt: number, zone: string): number | null {
  if (rule.actionItemDueDays === null) return null;
  return endOfDayAfter(resolvedAt, rule.actionItemDueDays, 'calendar', zone);
}
