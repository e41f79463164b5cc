import type { ConditionInput } from '../../contract/detect/conditions.ts';

export type Operator = ConditionInput['operator'];

/** How each operator reads between a label and its value. */
export const operatorWords: Record<Operator, string> = {
  equals: 'is',
  'not-equals': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'matches-glob': 'matches',
  exists: 'exists',
  missing: 'is missing',
  in: 'is one of',
};

export const takesValue = (operator: Operator) => operator !== 'exists' && operator !== 'missing';

/** `severity is SEV1`, `label team is one of “a”, “b”`. */
export function conditionWords(condition: ConditionInput): string {
  const subject = condition.label === undefined ? (condition.field ?? '') : `label ${condition.label}`;
  const values = [condition.value ?? []].flat().map((value) => `“${value}”`);
  return [subject, operatorWords[condition.operator], values.join(', ')].filter(Boolean).join(' ');
}

/** Why a condition did not hold: what was asked, and what was there. */
export function failedWords({ condition, actual }: { condition: ConditionInput; actual: string | null }): string {
  const found = actual === null ? 'it is missing' : `it is “${actual}”`;
  return `${conditionWords(condition)}, but ${found}`;
}
