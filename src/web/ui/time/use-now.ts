import { useSyncExternalStore } from 'react';
import { serverNow } from './server-clock.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  if (document.hidden) return;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    timer = setInterval(tick, 1000);
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      document.removeEventListener('visibilitychange', tick);
    }
  };
}

/**
 * The server's time in milliseconds, cut to `stepMs`, so that a component renders only when its text can change.
 * All users share one timer, which rests while the tab is hidden.
 */
export function useNow(stepMs: number): number {
  const read = () => Math.floor(serverNow() / stepMs) * stepMs;
  return useSyncExternalStore(subscribe, read, read);
}
