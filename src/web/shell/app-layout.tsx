import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { startLive } from '../data/live.ts';
import { onSessionEnded } from '../data/query-client.ts';
import { sessionQuery } from '../data/session.ts';
import { AccountMenu } from '../directory/account-menu.tsx';
import { navItems } from './nav.ts';
import { Shell } from './shell.tsx';
import { slots } from './slots.ts';

slots.account = AccountMenu;

const PagingLayer = lazy(() =>
  import('../respond/pages/paging-layer.tsx').then(({ PagingLayer }) => ({ default: PagingLayer })),
);

/** The signed-in part: the shell, the live stream, and the way out when the session ends. */
export function AppLayout() {
  const queries = useQueryClient();
  const router = useRouter();
  useEffect(() => startLive(queries), [queries]);
  useEffect(
    () =>
      onSessionEnded(() => {
        queries.removeQueries({ queryKey: sessionQuery.queryKey });
        void router.invalidate();
      }),
    [queries, router],
  );
  return (
    <Shell nav={navItems}>
      <Outlet />
      <Suspense>
        <PagingLayer />
      </Suspense>
    </Shell>
  );
}
