import { useEffect, useRef } from 'react';

/** How long after a press its row may still be on its way. */
const settlesWithinMs = 5_000;

/**
 * Keeps the focus on the button that moved a row: a row that moves in the page loses it on its way, and so does a button
 * that reaches the end, whose neighbour gets it. Call what it returns with the button that is pressed.
 */
export function useFocusOfMoved(rows: readonly unknown[]): (button: HTMLElement) => void {
  const pressed = useRef<{ button: HTMLElement; atMs: number } | null>(null);
  useEffect(() => {
    const active = document.activeElement;
    const isLost = active === document.body || active?.matches(':disabled');
    if (rows.length === 0 || !pressed.current || !isLost) return;
    const { button, atMs } = pressed.current;
    if (performance.now() - atMs > settlesWithinMs) return;
    const other = button.parentElement?.querySelector<HTMLElement>('button:not(:disabled)');
    (button.matches(':disabled') ? other : button)?.focus();
  }, [rows]);
  return (button) => {
    pressed.current = { button, atMs: performance.now() };
  };
}
