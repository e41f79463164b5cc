import type { ConditionInput } from '../../contract/detect/conditions.ts';
import { conditionWords, type Operator, takesValue } from './condition-words.ts';

export const subjects = ['label', 'title', 'severity', 'source', 'service'] as const;
type RouteSubject = (typeof subjects)[number];
/** What mappings test: what a sender sent, before anything is known of the alert. */
export const mappingSubjects = ['label', 'body', 'title', 'description', 'severity', 'status', 'dedupKey'] as const;
export type Subject = RouteSubject | (typeof mappingSubjects)[number];

/** Those that are named beside it: a label by its name, a place in the body by its path. */
export const isNamed = (subject: Subject) => subject === 'label' || subject === 'body';

/** A condition while it is being written. It may be half-done; `key` tells rows apart while they move. */
export type ConditionRow = {
  key: number;
  subject: Subject;
  label: string;
  operator: Operator;
  value: string;
  values: string[];
};

let lastKey = 0;

export function newRow(): ConditionRow {
  lastKey += 1;
  return { key: lastKey, subject: 'label', label: '', operator: 'equals', value: '', values: [] };
}

/** Their keys are below those of new rows, and the same conditions make the same rows each time. */
export function rowsOf(conditions: readonly ConditionInput[]): ConditionRow[] {
  return conditions.map(({ label, field, operator, value }, index) => ({
    key: -1 - index,
    subject: label === undefined ? (field ?? 'title') : 'label',
    label: label ?? '',
    operator,
    value: typeof value === 'string' ? value : '',
    values: Array.isArray(value) ? value : [],
  }));
}

/** What the rows say, as the server takes it. */
export function conditionsOf(rows: readonly ConditionRow[]): ConditionInput[] {
  return rows.map(({ subject, label, operator, value, values }) => ({
    ...(subject === 'label' ? { label: label.trim() } : { field: subject as Exclude<RouteSubject, 'label'> }),
    operator,
    ...(takesValue(operator) && { value: operator === 'in' ? values : value }),
  }));
}

/** The rows in words, one a line. */
export const rowLines = (rows: readonly ConditionRow[]) => conditionsOf(rows).map(conditionWords).join('\n');

/** Whether a row says enough to be tried. */
export function isWhole({ subject, label, operator, value, values }: ConditionRow): boolean {
  if (isNamed(subject) && label.trim() === '') return false;
  if (!takesValue(operator)) return true;
  return operator === 'in' ? values.length > 0 : value !== '' || (isNamed(subject) && /equals$/.test(operator));
}
