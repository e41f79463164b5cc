/** The conditions of Opsgenie's rules, as far as they ask for a priority. */

type Criteria = { type: string; conditions?: readonly Record<string, unknown>[] | null | undefined } | null | undefined;

/** Whether an alert of a priority (`P1`) matches; null when that depends on something else about it. */
export function matchesPriority(criteria: Criteria, priority: string): boolean | null {
  const conditions = criteria?.conditions ?? [];
  if (!criteria || criteria.type === 'match-all' || conditions.length === 0) return true;
  const results = conditions.map((condition) => conditionHolds(condition, priority));
  if (criteria.type === 'match-any-condition') {
    if (results.includes(true)) return true;
    return results.includes(null) ? null : false;
  }
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}

function conditionHolds(
  { field, operation, expectedValue, not }: Record<string, unknown>,
  priority: string,
): boolean | null {
  if (field !== 'priority') return null;
  const [actual, expected] = [rankOf(priority), rankOf(String(expectedValue))];
  if (Number.isNaN(expected)) return null;
  const holds = { equals: actual === expected, 'greater-than': actual > expected, 'less-than': actual < expected }[
    String(operation)
  ];
  if (holds === undefined) return null;
  return not === true ? !holds : holds;
}

/** P1 is the greatest. */
const rankOf = (priority: string) => -Number(/^P([1-5])$/i.exec(priority)?.[1] ?? Number.NaN);
