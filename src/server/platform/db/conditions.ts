/**
 * The conditions of a list that people filter. The `?` of a condition stands for its value, which is bound; a condition
 * whose value is undefined takes no part.
 * @param values those that the statement has anyway, from `$1` on
 */
export function createConditions(first: string, values: unknown[]) {
  const conditions = [first];
  const bound = [...values];
  return {
    values: bound,
    always(condition: string): void {
      conditions.push(condition);
    },
    where(condition: string, value: unknown): void {
      if (value === undefined) return;
      bound.push(value);
      conditions.push(condition.replaceAll('?', `$${bound.length}`));
    },
    text: () => conditions.join(' and '),
  };
}
