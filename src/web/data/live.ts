import type { Query, QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { SubjectKind } from '../../contract/events/subjects.ts';
import type { LiveEvent } from '../../contract/platform/live.ts';
import { followStream, type StreamState } from './live-stream.ts';
import { isTouched } from './live-subjects.ts';

/** Quick enough for a person who waits, cheap enough for a server that struggles. */
const pollWhilePausedMs = 3500;
/** A burst of events asks again at once and then at most this often. */
const quietBetweenRefreshesMs = 700;
const gatherMs = 40;

let state: StreamState = { kind: 'starting', sinceMs: Date.now() };
const stateListeners = new Set<() => void>();
const eventListeners = new Set<(event: LiveEvent) => unknown>();

/** Hears every event about a subject, for what a stale read cannot say: sounds, toasts. */
export function onLiveEvent(subject: SubjectKind, listener: (event: LiveEvent) => void): () => void {
  const listen = (event: LiveEvent) => event.subjectKind === subject && listener(event);
  eventListeners.add(listen);
  return () => eventListeners.delete(listen);
}

export function useLiveState(): StreamState {
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );
}

/** Makes reads stale and asks again for those on the screen, also for one whose first answer is still on its way. */
export function askAgain(queries: QueryClient, isStale: (query: Query) => boolean): void {
  // The library lets a first read under way go on, though the server may have answered it before the event.
  const firstReads = queries
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching', predicate: (query) => query.state.data === undefined && isStale(query) });
  void queries.invalidateQueries({ predicate: isStale });
  for (const query of firstReads) {
    const again = () => void queries.invalidateQueries({ predicate: (each) => each === query });
    query.promise?.then(again, () => {});
  }
}

/**
 * Keeps every read on the screen true: events make the reads that follow their subject stale, and while the stream is
 * lost everything on the screen is asked again every few seconds. Returns a function that stops it.
 */
export function startLive(queries: QueryClient): () => void {
  const waiting = new Map<string, LiveEvent>();
  let everything = false;
  let lastRefreshMs = 0;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  let pollTimer: ReturnType<typeof setInterval> | undefined;

  const refresh = () => {
    refreshTimer = undefined;
    if (document.hidden) return;
    const events = [...waiting.values()];
    const all = everything;
    waiting.clear();
    everything = false;
    lastRefreshMs = performance.now();
    askAgain(queries, ({ meta }) => all || isTouched(meta?.follows, events));
  };
  const refreshSoon = () => {
    if (refreshTimer || (!everything && waiting.size === 0)) return;
    const sinceLast = performance.now() - lastRefreshMs;
    refreshTimer = setTimeout(refresh, Math.max(gatherMs, quietBetweenRefreshesMs - sinceLast));
  };
  const refreshAll = () => {
    everything = true;
    refreshSoon();
  };

  const stopStream = followStream({
    event(event) {
      waiting.set(event.subjectKind, event);
      refreshSoon();
      for (const listener of eventListeners) listener(event);
    },
    reset: refreshAll,
    state(next) {
      const cameBack = next.kind === 'live' && state.kind === 'paused';
      state = next;
      for (const listener of stateListeners) listener();
      clearInterval(pollTimer);
      pollTimer = next.kind === 'paused' ? setInterval(refreshAll, pollWhilePausedMs) : undefined;
      if (cameBack) refreshAll();
    },
  });
  document.addEventListener('visibilitychange', refreshSoon);
  return () => {
    stopStream();
    clearTimeout(refreshTimer);
    clearInterval(pollTimer);
    document.removeEventListener('visibilitychange', refreshSoon);
  };
}
