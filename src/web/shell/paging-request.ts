import { useSyncExternalStore } from 'react';
import type { PageInput } from '../../contract/respond/pages/responses.ts';

export type PagingTarget = PageInput['target'];
/** The alert that somebody is paged about. */
export type PagedAlert = { id: number; title: string; severity: number };
type Request = { target: PagingTarget | null; alert: PagedAlert | null } | null;

let current: Request = null;
const listeners = new Set<() => void>();

function put(next: Request): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Opens the form that pages somebody, from any screen; `target` is chosen already when it is known. */
export function askToPage(target: PagingTarget | null = null, alert: PagedAlert | null = null): void {
  put({ target, alert });
}

export function closePaging(): void {
  put(null);
}

export function usePagingRequest(): Request {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
