/** The list with the item at `index` one place up (-1) or down (1); unchanged at the ends. */
export function moved<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...items];
  const [item] = next.splice(index, 1);
  if (item === undefined || index + by < 0 || index + by > next.length) return [...items];
  next.splice(index + by, 0, item);
  return next;
}
