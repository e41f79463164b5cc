/** In which order slices stand beside each other. */
import type { BreakdownOrder } from '../paths.ts';

type Sortable = { cells: Record<string, { value: number | null; isEnough: boolean }> };

/** By the values of a column; those of which nothing can be told come after, empty ones last. Without an order as they came. */
export function inOrder<Slice extends Sortable>(slices: readonly Slice[], order: BreakdownOrder | undefined): Slice[] {
  if (!order) return [...slices];
  const column = order.replace('-', '');
  const sign = order.startsWith('-') ? -1 : 1;
  const rank = ({ value, isEnough }: Sortable['cells'][string]) => (value === null ? 2 : isEnough ? 0 : 1);
  return [...slices].sort((left, right) => {
    const [one, other] = [left.cells[column]!, right.cells[column]!];
    return rank(one) - rank(other) || sign * ((one.value ?? 0) - (other.value ?? 0));
  });
}

/** What a press on the head of a column does: largest first, smallest first, as they came. */
export function nextOrder(order: BreakdownOrder | undefined, column: string): BreakdownOrder | undefined {
  if (order === `-${column}`) return column as BreakdownOrder;
  return order === column ? undefined : (`-${column}` as BreakdownOrder);
}
