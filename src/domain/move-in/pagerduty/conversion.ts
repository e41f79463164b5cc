import type { PagerdutyExport, PagerdutyReference } from '../../../contract/move-in/pagerduty.ts';
import type { Findings } from '../finding.ts';
import type { Slugs } from '../slugs.ts';

/** What every part of a conversion needs to know. */
export type Conversion = {
  content: PagerdutyExport;
  findings: Findings;
  slugs: Slugs;
  nowMs: number;
  /** The e-mail address of a user of the export by id; null for one that it does not hold. */
  personOf(id: string): string | null;
  /** The slug of the first of some teams that the export holds. */
  teamOf(references: readonly PagerdutyReference[] | null | undefined): string | null;
};

/** What a reference names, whether PagerDuty writes `user` or `user_reference`. */
export const kindOf = ({ type }: Pick<PagerdutyReference, 'type'>): string => (type ?? '').replace(/_reference$/, '');

/** Minutes of the day; PagerDuty writes seconds as well. */
export function minuteOfDay(time: string): { minute: number; isWhole: boolean } {
  const [hour, minute, second] = time.replace(/Z$/, '').split(':').map(Number);
  return { minute: hour! * 60 + minute!, isWhole: (second ?? 0) === 0 };
}
