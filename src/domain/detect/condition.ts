import type { Severity } from '../severity.ts';

export type ConditionOperator =
  | 'equals'
  | 'not-equals'
  | 'contains'
  | 'starts-with'
  | 'matches-glob'
  | 'exists'
  | 'missing'
  | 'in';

/** A test of one label or one field. `value` is a list for `in`, absent for `exists` and `missing`. */
export type Condition = ({ label: string } | { field: 'title' | 'severity' | 'source' | 'service' }) & {
  operator: ConditionOperator;
  value?: string | string[] | undefined;
};

/** What of an alert conditions can see. */
export type ConditionSubject = {
  title: string;
  severity: Severity | null;
  /** Name of the source. */
  source: string;
  /** Slug of the service, null while none is known. */
  service: string | null;
  labels: Record<string, string>;
};

/**
 * Whether a condition holds. Letter case counts. A label that is missing or empty has no value: only `missing` and
 * `not-equals` hold for it. Severity is compared as its number, `1` for SEV1; `SEV1` is understood too.
 * Linear in the length of the text: there are no regular expressions of users, so none can be made to hang.
 */
export function conditionHolds(condition: Condition, subject: ConditionSubject): boolean {
  const actual = conditionValue(condition, subject);
  const { operator, value } = condition;
  if (operator === 'exists') return actual !== null;
  if (operator === 'missing') return actual === null;
  const wanted = (typeof value === 'string' ? [value] : (value ?? [])).map((one) => normalised(condition, one));
  const first = wanted[0] ?? '';
  if (operator === 'not-equals') return actual === null ? first !== '' : !wanted.includes(actual);
  if (actual === null) return false;
  switch (operator) {
    case 'equals':
      return actual === first;
    case 'in':
      return wanted.includes(actual);
    case 'contains':
      return first !== '' && actual.includes(first);
    case 'starts-with':
      return first !== '' && actual.startsWith(first);
    case 'matches-glob':
      return matchesGlob(first, actual);
    default:
      // An operator of a newer version, read by an older node during a roll-out.
      return false;
  }
}

/** The text a condition tests, null when there is none. */
export function conditionValue(condition: Condition, subject: ConditionSubject): string | null {
  if ('label' in condition) {
    const value = Object.hasOwn(subject.labels, condition.label) ? subject.labels[condition.label] : undefined;
    return value === undefined || value === '' ? null : value;
  }
  const value = subject[condition.field];
  return value === null || value === '' ? null : String(value);
}

/** Whether the whole text matches a pattern in which `*` stands for any text, also none. All else is literal. */
export function matchesGlob(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  const head = pieces.shift() ?? '';
  const tail = pieces.pop();
  if (tail === undefined) return text === head;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  const end = text.length - tail.length;
  let from = head.length;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at === -1 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

function normalised(condition: Condition, value: string): string {
  const isSeverity = 'field' in condition && condition.field === 'severity';
  return isSeverity ? value.trim().replace(/^sev/i, '') : value;
}
