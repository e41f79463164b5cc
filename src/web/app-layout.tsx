import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { lazyPart } from './data/lazy-part.ts';
import { startLive } from './data/live.ts';
import { useOfflineCopy } from './data/offline/use-offline-copy.ts';
import { onSessionEnded } from './data/query-client.ts';
import { sessionQuery, usePermissions } from './data/session.ts';
import { warmPages } from './data/warm-pages.ts';
import { AccountMenu } from './directory/account-menu.tsx';
import { useCommands } from './keys/commands.ts';
import { DeclareButton, DeclareLayer } from './respond/incidents/declare/declare-button.tsx';
import { usePagingCommand } from './respond/pages/use-paging-command.ts';
import { LeaveGuard } from './shell/leave-guard.tsx';
import { furtherPages, navItems } from './shell/navigation/nav.ts';
import { Shell } from './shell/shell.tsx';
import { slots } from './shell/slots.ts';
import { forgetUnsaved, hasTyped } from './ui/form/unsaved.ts';
import { useGo } from './ui/text/links.tsx';

slots.account = AccountMenu;
slots.declare = DeclareButton;

const SessionEnded = lazyPart(() => import('./shell/session-ended.tsx'), 'SessionEnded');
const PagingLayer = lazyPart(() => import('./respond/pages/alarm/paging-layer.tsx'), 'PagingLayer');

const settlingMs = 100;

/** The signed-in part: the shell, the live stream, and the way out when the session ends. */
export function AppLayout() {
  const queries = useQueryClient();
  const router = useRouter();
  const go = useGo();
  usePagingCommand();
  useOfflineCopy();
  useCommands(
    furtherPages.map(({ label, href }) => ({
      label: `Go to ${label}`,
      group: 'Go to',
      navigates: true,
      run: () => go(href),
    })),
  );
  useEffect(() => startLive(queries), [queries]);
  useEffect(() => warmPages(router), [router]);
  const permissions = usePermissions();
  const nav = useMemo(() => navItems.filter(({ needs }) => !needs || permissions.includes(needs)), [permissions]);
  const [isEnded, setEnded] = useState(false);
  const leave = useCallback(() => {
    forgetUnsaved();
    setEnded(false);
    queries.removeQueries({ queryKey: sessionQuery.queryKey });
    void router.invalidate();
  }, [queries, router]);
  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined;
    const stop = onSessionEnded(() => {
      clearTimeout(settling);
      // What was saved meanwhile takes its form away first.
      settling = setTimeout(() => (hasTyped() ? setEnded(true) : leave()), settlingMs);
    });
    return () => {
      stop();
      // Whoever has left this part stands on a page that reads the session itself.
      clearTimeout(settling);
    };
  }, [leave]);
  return (
    <Shell nav={nav}>
      <Outlet />
      <DeclareLayer />
      <LeaveGuard />
      <Suspense>
        <SessionEnded opened={isEnded} back={() => setEnded(false)} leave={leave} />
        <PagingLayer />
      </Suspense>
    </Shell>
  );
}
