/**
 * The order when the named things take the order of the document: things it does not name keep their places, the
 * named ones share the rest.
 */
export function newOrder(before: readonly number[], named: readonly number[]): number[] {
  const isNamed = new Set(named);
  const waiting = [...named];
  return before.map((id) => (isNamed.has(id) ? waiting.shift()! : id));
}
