import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ApiProblem } from '../../client/client.ts';
import { readSession, type Session } from '../../contract/directory/session.ts';
import { readSetup } from '../../contract/directory/setup.ts';
import type { Permission } from '../../contract/permissions.ts';
import { hasTyped } from '../ui/form/unsaved.ts';
import { api } from './api.ts';

/** Who is here; `person` is null for a visitor. Remove it from the cache after signing in or out. */
export const sessionQuery = queryOptions<Session, ApiProblem>({
  queryKey: [readSession.name],
  queryFn: async ({ signal, client }) => {
    const session = await api.call(readSession, {}, { signal });
    // Whoever is gone may no longer do anything, and forms would go with that: not as long as something is typed.
    const known = client.getQueryData<Session>([readSession.name]);
    if (session.person || !known?.person || !hasTyped()) return session;
    throw new ApiProblem({ status: 401, code: 'unauthenticated', title: 'Signed out' });
  },
  staleTime: 5 * 60_000,
  meta: { follows: ['person', 'role', 'team'] },
});

/** Whether this installation still waits for its first admin. */
export const setupQuery = queryOptions<{ open: boolean }, ApiProblem>({
  queryKey: [readSetup.name],
  queryFn: ({ signal }) => api.call(readSetup, {}, { signal }),
  staleTime: 0,
});

/** The signed-in person; inside the shell there always is one. */
export function usePerson(): Session['person'] {
  return useQuery(sessionQuery).data?.person ?? null;
}

/** Whether this installation has a mail server. */
export function useCanMail(): boolean {
  return useQuery(sessionQuery).data?.signInMethods.passwordReset ?? false;
}

/**
 * Of which teams a thing is; `everything` where a role for a team is never enough. Left out: whatever it is of, so that a
 * role for any team counts, and the server refuses what is another team's.
 */
export type OfTeams = readonly (number | null)[] | 'everything';

/** The teams of the thing that a screen shows, for all that stands below. */
export const ShownOfTeams = createContext<OfTeams | undefined>(undefined);

/** Whether this person may do something. What they may not is shown disabled with the reason, not hidden. */
export function useMay(permission: Permission, given?: OfTeams): boolean {
  const shown = useContext(ShownOfTeams);
  const of = given ?? shown;
  const may = usePermissions().includes(permission);
  const teams = useSessionTeams(permission);
  if (may || of === 'everything') return may;
  return of === undefined ? teams.length > 0 : of.some((team) => team !== null && teams.includes(team));
}

/** The teams for which this person has the permission, beside what they may do with everything. */
export function useSessionTeams(permission: Permission): number[] {
  const held = useQuery(sessionQuery).data?.teamPermissions ?? [];
  return held.filter(({ permissions }) => permissions.includes(permission)).map(({ teamId }) => teamId);
}

const none: readonly Permission[] = [];

/** Everything this person may do. */
export function usePermissions(): readonly Permission[] {
  return useQuery(sessionQuery).data?.permissions ?? none;
}
