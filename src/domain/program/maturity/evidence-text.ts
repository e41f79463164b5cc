import { counted } from '../counted.ts';
import type { EvidenceKey } from './model.ts';

/** A figure of this installation with the number of rows behind it; null value or no rows: there is no evidence. */
export type EvidenceFigure = {
  value: number | null;
  n: number;
};

type EvidenceWords = {
  kind: 'share' | 'count' | 'seconds' | 'hours' | 'days' | 'known';
  /** What was counted, read after the number. */
  says: string;
  /** The same after a count of 1. */
  one?: string;
  /** What `n` counts, in the plural. */
  of: string;
};

const incidents = 'incidents in the last 90 days';

const words: Record<EvidenceKey, EvidenceWords> = {
  'share-declared-within-target': {
    kind: 'share',
    says: 'declared within five minutes of being noticed',
    of: incidents,
  },
  'share-with-commander-in-five-minutes': {
    kind: 'share',
    says: 'had a commander within five minutes',
    of: 'SEV1 and SEV2 incidents in the last 90 days',
  },
  'share-severity-unchanged': { kind: 'share', says: 'kept their first severity', of: incidents },
  'share-found-by-customers': { kind: 'share', says: 'were first reported by customers', of: incidents },
  'share-actionable-pages': {
    kind: 'share',
    says: 'were acknowledged before they ended',
    of: 'pages in the last 90 days',
  },
  'share-pages-acted-on': { kind: 'share', says: 'were acted on', of: 'pages with feedback in the last 90 days' },
  'share-services-with-page-path': { kind: 'share', says: 'have an escalation policy', of: 'services' },
  'coverage-gap-hours-next-30-days': {
    kind: 'hours',
    says: 'without anyone on call in the next 30 days',
    of: 'schedules',
  },
  'median-acknowledge-seconds': {
    kind: 'seconds',
    says: 'until a page was acknowledged (median)',
    of: 'pages in the last 90 days',
  },
  'share-roles-filled': {
    kind: 'share',
    says: 'of the required roles were filled',
    of: 'SEV1 and SEV2 incidents in the last 90 days',
  },
  'median-first-post-seconds': { kind: 'seconds', says: 'until the first public post (median)', of: incidents },
  'share-updates-on-time': {
    kind: 'share',
    says: 'came when promised',
    of: 'promised updates in the last 90 days',
  },
  'share-postmortems-on-time': {
    kind: 'share',
    says: 'were completed on time',
    of: 'required postmortems due in the last 90 days',
  },
  'share-action-items-on-time': {
    kind: 'share',
    says: 'were done on time',
    of: 'action items due in the last 90 days',
  },
  'recurrence-rate-90': { kind: 'share', says: 'repeated an earlier one', of: incidents },
  'share-services-with-fresh-runbook': {
    kind: 'share',
    says: 'have a runbook used, reviewed or edited within 180 days',
    of: 'services',
  },
  'share-incidents-with-runbook-run': { kind: 'share', says: 'had a runbook opened', of: incidents },
  'certified-commander-count': {
    kind: 'count',
    says: 'people with a valid commander certificate',
    one: 'person with a valid commander certificate',
    of: 'people',
  },
  'drills-last-90-days': {
    kind: 'count',
    says: 'drills finished in the last 90 days',
    one: 'drill finished in the last 90 days',
    of: 'drills',
  },
  'share-people-trained': { kind: 'share', says: 'hold both basic certificates', of: 'people on call' },
  'days-since-quarterly-review': { kind: 'days', says: 'since the last quarterly review', of: 'reviews' },
  'goals-with-baseline-count': {
    kind: 'count',
    says: 'goals with a frozen baseline',
    one: 'goal with a frozen baseline',
    of: 'goals',
  },
  'incident-cost-known': { kind: 'known', says: 'The cost assumptions are documented', of: 'documents' },
  'lessons-published-count': {
    kind: 'count',
    says: 'lessons published in the last year',
    one: 'lesson published in the last year',
    of: 'lessons',
  },
};

function amount(kind: EvidenceWords['kind'], value: number): string {
  const tenths = (number: number) => Math.round(number * 10) / 10;
  if (kind === 'share') return `${Math.round(value * 100)}%`;
  if (kind === 'seconds')
    return value < 120 ? counted(Math.round(value), 'second') : counted(tenths(value / 60), 'minute');
  if (kind === 'hours') return counted(tenths(value), 'hour');
  return kind === 'days' ? counted(value, 'day') : String(value);
}

/** A value of a figure with its unit, without what it counts: `80%`, `5 minutes`, `3`. */
export function evidenceAmount(key: EvidenceKey, value: number): string {
  return amount(words[key].kind, value);
}

/** A figure in words, with how much stands behind it. */
export function evidenceText(key: EvidenceKey, figure: EvidenceFigure): string {
  const { kind, says, one, of } = words[key];
  if (figure.value === null || figure.n === 0)
    return `No evidence yet (${figure.n === 0 ? 'no' : `only ${figure.n}`} ${of}).`;
  if (kind === 'known') return `${says}.`;
  const text = `${amount(kind, figure.value)} ${figure.value === 1 && one ? one : says}`;
  return kind === 'count' || kind === 'days' ? `${text}.` : `${text} (${figure.n} ${of}).`;
}

export const isEvidenceKey = (key: string): key is EvidenceKey => Object.hasOwn(words, key);
