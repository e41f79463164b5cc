import { useSyncExternalStore } from 'react';

/** What a proxy says in the place of a server that is not there. */
const absent = [502, 503, 504];

let silentSinceMs: number | null = null;
const listeners = new Set<() => void>();

function remember(answers: boolean): void {
  if (answers === (silentSinceMs === null)) return;
  silentSinceMs = answers ? null : Date.now();
  for (const listener of listeners) listener();
}

/** Lets a request pass and learns from it whether the server is there. */
export async function noticeAnswer(request: Promise<Response>): Promise<Response> {
  try {
    const response = await request;
    remember(!absent.includes(response.status));
    return response;
  } catch (error) {
    if ((error as Error).name !== 'AbortError') remember(false);
    throw error;
  }
}

/** Since when the server gives no answers, by this browser's clock; null while it does. */
export function useSilentSince(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => silentSinceMs,
  );
}
