import { useState } from 'react';
import { type RowKey, showAll, takeFresh } from './stable-rows.ts';

/** Keeps what a list shows still while its rows are refreshed; a new `question` starts over. */
export function useStableRows<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => RowKey,
  question: string,
  hasMore: boolean,
) {
  const [shown, setShown] = useState(() => ({ ...showAll(rows, rowKey), rows, question }));
  let current = shown;
  const isSame = rows.length === shown.rows.length && rows.every((row, index) => row === shown.rows[index]);
  if (question !== shown.question) {
    current = { ...showAll(rows, rowKey), rows, question };
    setShown(current);
  } else if (!isSame) {
    current = { ...takeFresh(shown.held, rows, rowKey, hasMore), rows, question };
    setShown(current);
  }
  return {
    held: current.held,
    waiting: current.waiting,
    showWaiting: () => setShown({ ...showAll(rows, rowKey), rows, question }),
  };
}
