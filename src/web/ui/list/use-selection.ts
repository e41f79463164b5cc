import { useState } from 'react';
import type { RowKey } from './stable-rows.ts';

/** Which of the listed rows are selected. Rows that left the list are not. */
export function useSelection(listed: readonly RowKey[]) {
  const [chosen, setChosen] = useState<ReadonlySet<RowKey>>(new Set());
  const [anchor, setAnchor] = useState<RowKey | null>(null);
  const keys = new Set(listed.filter((key) => chosen.has(key)));
  return {
    keys,
    clear: () => setChosen(new Set()),
    /** Turns one row over, or selects everything from the last one to this one. */
    toggle(key: RowKey, asRange: boolean) {
      const next = new Set(keys);
      const [from, to] = [listed.indexOf(anchor as RowKey), listed.indexOf(key)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      if (asRange && from >= 0) for (const inside of listed.slice(from, to + 1)) next.add(inside);
      else if (!next.delete(key)) next.add(key);
      setChosen(next);
      setAnchor(key);
    },
  };
}
