import { type RefObject, useEffect } from 'react';

/** The row that had the focus last, by the list and the entry of the browser's history it stood on. */
const lastRows = new Map<string, string | number>();
const mostRemembered = 200;
/** How long a page that appears may still take the focus for itself. */
const arrivingMs = 1_000;
const acts = ['keydown', 'pointerdown'];

const placeOf = (list: string) => `${(history.state as { __TSR_key?: string } | null)?.__TSR_key ?? ''} ${list}`;

export function rememberRow(list: string, key: string | number): void {
  if (lastRows.size > mostRemembered) lastRows.clear();
  lastRows.set(placeOf(list), key);
}

/** Whoever comes back to a list stands where they left it, once its rows are there. */
export function useLeftRow(
  list: string,
  grid: RefObject<HTMLElement | null>,
  keys: readonly (string | number)[],
  isReady: boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first rows of a list count
  useEffect(() => {
    if (!isReady) return;
    const left = lastRows.get(placeOf(list));
    const index = left === undefined ? -1 : keys.indexOf(left);
    if (index < 0) return;
    // The page takes the focus when it appears, before its rows are there or after; its row takes it from there, and
    // from nothing else, and leaves it alone once the person does something.
    const until = performance.now() + arrivingMs;
    let frame = 0;
    const stop = () => {
      cancelAnimationFrame(frame);
      for (const act of acts) document.removeEventListener(act, stop, true);
    };
    const take = () => {
      const row = grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      const holder = document.activeElement;
      if (!holder || holder === document.body || holder.tagName === 'MAIN') row?.focus();
      else if (holder !== row) return stop();
      if (performance.now() > until) return stop();
      frame = requestAnimationFrame(take);
    };
    for (const act of acts) document.addEventListener(act, stop, true);
    frame = requestAnimationFrame(take);
    return stop;
  }, [isReady, list]);
}
