/**
 * Which rows a live list shows. New rows wait until the reader asks for them, rows that left stay (marked) until then,
 * and everything else changes in place: nothing ever moves under a pointer.
 */

export type RowKey = string | number;
export type HeldRow<Row> = { key: RowKey; row: Row; isGone: boolean };

export type StableRows<Row> = {
  held: HeldRow<Row>[];
  /** How many new rows wait to be shown. */
  waiting: number;
};

/** The list as it is, with nothing waiting. */
export function showAll<Row>(fresh: readonly Row[], rowKey: (row: Row) => RowKey): StableRows<Row> {
  return { held: fresh.map((row) => ({ key: rowKey(row), row, isGone: false })), waiting: 0 };
}

/**
 * Takes a fresh answer into the list on screen.
 * @param hasMore the answer is only the first part; rows held beyond its end are unknown, not gone
 */
export function takeFresh<Row>(
  before: readonly HeldRow<Row>[],
  fresh: readonly Row[],
  rowKey: (row: Row) => RowKey,
  hasMore: boolean,
): StableRows<Row> {
  if (before.every(({ isGone }) => isGone)) return showAll(fresh, rowKey);
  const freshByKey = new Map(fresh.map((row) => [rowKey(row), row]));
  const heldKeys = new Set(before.map(({ key }) => key));
  const lastKnown = before.findLastIndex(({ key }) => freshByKey.has(key));
  const held = before.map(({ key, row, isGone }, index) => {
    const now = freshByKey.get(key);
    if (now !== undefined) return { key, row: now, isGone: false };
    return { key, row, isGone: isGone || index < lastKnown || !hasMore };
  });
  const lastHeldInFresh = fresh.findLastIndex((row) => heldKeys.has(rowKey(row)));
  const isNew = (row: Row) => !heldKeys.has(rowKey(row));
  const appended = lastHeldInFresh < 0 ? [] : fresh.slice(lastHeldInFresh + 1).filter(isNew);
  return {
    held: [...held, ...appended.map((row) => ({ key: rowKey(row), row, isGone: false }))],
    waiting: fresh.filter(isNew).length - appended.length,
  };
}
