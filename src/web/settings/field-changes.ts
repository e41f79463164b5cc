export type FieldChange = { field: string; before: unknown; after: unknown };

/**
 * The fields in which two states of a thing differ. Only the fields of both are compared when both are given: a state
 * before may hold more than what was asked for.
 */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const was = asRecord(before);
  const is = asRecord(after);
  const fields = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  return fields
    .filter((field) => !was || !is || (field in was && field in is))
    .map((field) => ({ field, before: was?.[field], after: is?.[field] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
