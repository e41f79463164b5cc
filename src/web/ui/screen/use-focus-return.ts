import { useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus back to what had it before a layer opened, or to the page when that is gone. The kit does so for
 * layers that stay mounted only, and many are there just while they are open.
 */
export function useFocusReturn(opened: boolean): void {
  const before = useRef<Element | null>(null);
  const wasOpened = useRef(false);
  // Fields that take the focus by themselves do so before any effect runs.
  if (opened && !wasOpened.current) before.current = document.activeElement;
  wasOpened.current = opened;
  useLayoutEffect(() => {
    if (!opened) return;
    return () => {
      const layer = document.activeElement?.closest('[role="dialog"]');
      requestAnimationFrame(() => {
        const holder = document.activeElement;
        if (holder && holder !== document.body && !layer?.contains(holder)) return;
        const from = before.current;
        const isThere = from instanceof HTMLElement && from !== document.body && from.isConnected;
        (isThere ? from : document.getElementById('main'))?.focus({ preventScroll: true });
      });
    };
  }, [opened]);
}
