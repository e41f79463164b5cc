import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../client/client.ts';

const sessionEndedListeners = new Set<() => void>();

/** Tells when the server no longer knows this session. */
export function onSessionEnded(listener: () => void): () => void {
  sessionEndedListeners.add(listener);
  return () => sessionEndedListeners.delete(listener);
}

function noticeEndedSession(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) for (const listener of sessionEndedListeners) listener();
}

/** Whether asking again can help: the network failed or the server did; it did not refuse. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

/** All reads of the page. They are kept fresh by live events (live.ts), so they do not go stale by age alone. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeEndedSession }),
    mutationCache: new MutationCache({ onError: noticeEndedSession }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
