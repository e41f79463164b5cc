import { queryOptions, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import type { ApiProblem } from '../../client/client.ts';
import { endpoint, id, type OutputOf } from '../../contract/endpoint.ts';
import { api } from './api.ts';

/** Who is signed in; 401 when nobody is. */
export const readSession = endpoint({
  name: 'readSession',
  method: 'GET',
  path: '/api/v1/session',
  permission: 'signed-in',
  summary: 'Who is signed in',
  tag: 'session',
  output: z.object({ person: z.object({ id, name: z.string() }) }),
});

export type Session = OutputOf<typeof readSession>;

export const sessionQuery = queryOptions<Session, ApiProblem>({
  queryKey: [readSession.name],
  queryFn: ({ signal }) => api.call(readSession, {}, { signal }),
  staleTime: 5 * 60_000,
  meta: { follows: ['session'] },
});

/** The signed-in person; inside the shell it is always there. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}
