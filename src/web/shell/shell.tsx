import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { fetchCode } from '../data/fetch-code.ts';
import { lazyPart } from '../data/lazy-part.ts';
import { sessionQuery } from '../data/session.ts';
import { type Command, useCommands } from '../keys/commands.ts';
import { preferences, usePreferences } from '../keys/preferences.ts';
import { useShortcutListener } from '../keys/shortcut-listener.ts';
import { confirmationQuestion } from '../ui/screen/confirmation.ts';
import { undoLast } from '../ui/screen/toasts.ts';
import { waiverQuestion } from '../ui/screen/waiver.ts';
import { useGo, useOwnLinks } from '../ui/text/links.tsx';
import { TipLayer } from '../ui/text/tip.tsx';
import { useColorScheme } from './color-scheme.ts';
import type { NavItem } from './navigation/nav.ts';
import { BottomBar, PhoneMenu } from './navigation/phone-nav.tsx';
import { Rail } from './navigation/rail.tsx';
import { TopBar } from './navigation/top-bar.tsx';
import { DemoRibbon } from './notices/demo-ribbon.tsx';
import { NoticePlace } from './notices/notice-place.tsx';
import { SilenceNotice } from './notices/silence-notice.tsx';
import { ToastLayer } from './notices/toast-layer.tsx';
import styles from './shell.module.css';
import { useArrival } from './use-arrival.ts';

const importPalette = () =>
  fetchCode(() => import('./palette/palette.tsx')).then(({ Palette }) => ({ default: Palette }));
const Palette = lazy(importPalette);
const AskWaiver = lazyPart(() => import('./ask-waiver.tsx'), 'AskWaiver');
const ConfirmIdentity = lazyPart(() => import('./confirm-identity.tsx'), 'ConfirmIdentity');
const PagingNotice = lazyPart(() => import('./notices/paging-notice.tsx'), 'PagingNotice');
const ParallelNotice = lazyPart(() => import('./notices/parallel-notice.tsx'), 'ParallelNotice');
const ShortcutsSheet = lazyPart(() => import('./palette/shortcuts-sheet.tsx'), 'ShortcutsSheet');

type Layer = 'palette' | 'shortcuts' | 'menu' | null;

/** The frame around every page of a signed-in person. */
export function Shell({ nav, children }: { nav: readonly NavItem[]; children: ReactNode }) {
  const [layer, setLayer] = useState<Layer>(null);
  const close = () => setLayer(null);
  const main = useFocusOnNewPage();
  const isArriving = useArrival();
  const demo = useQuery(sessionQuery).data?.demo;
  usePaletteAtHand();
  useOwnLinks();
  useShortcutListener();
  useQuestions();
  useCommands(useShellCommands(nav, setLayer));
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <div className={styles.rail}>
        <Rail items={nav} openShortcuts={() => setLayer('shortcuts')} />
      </div>
      <div className={styles.page}>
        {demo && <DemoRibbon madeAt={demo.madeAt} />}
        <Suspense>
          <ParallelNotice />
        </Suspense>
        <Suspense fallback={<NoticePlace />}>
          <PagingNotice />
        </Suspense>
        <TopBar openMenu={() => setLayer('menu')} openPalette={() => setLayer('palette')} />
        <main id="main" ref={main} tabIndex={-1} className={styles.main} data-arriving={isArriving || undefined}>
          {children}
        </main>
        <SilenceNotice />
      </div>
      <BottomBar items={nav} />
      <PhoneMenu items={nav} opened={layer === 'menu'} close={close} />
      <Suspense>
        {layer === 'palette' && <Palette close={close} />}
        {layer === 'shortcuts' && <ShortcutsSheet close={close} />}
      </Suspense>
      <Suspense>
        <ConfirmIdentity />
        <AskWaiver />
      </Suspense>
      <ToastLayer />
      <TipLayer />
    </div>
  );
}

/** What is asked while the code that shows it is still on its way waits for it, instead of being refused unseen. */
function useQuestions(): void {
  useSyncExternalStore(confirmationQuestion.subscribe, confirmationQuestion.read);
  useSyncExternalStore(waiverQuestion.subscribe, waiverQuestion.read);
}

/** After a navigation the focus is at the new page, not on a link that may be gone. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** What is typed right after its shortcut would be lost while the palette is still on its way. */
function usePaletteAtHand(): void {
  useEffect(() => {
    const timer = setTimeout(() => void importPalette().catch(() => {}), 1_500);
    return () => clearTimeout(timer);
  }, []);
}

function useShellCommands(nav: readonly NavItem[], open: (layer: Layer) => void): Command[] {
  const go = useGo();
  const { schemes, next, set } = useColorScheme();
  const { railCollapsed } = usePreferences();
  return [
    ...nav.map(({ label, keys, href }) => ({
      label: `Go to ${label.toLowerCase()}`,
      keys,
      group: 'Go to',
      navigates: true,
      run: () => go(href),
    })),
    { label: 'Search or run a command', keys: 'mod+k', group: 'Everywhere', run: () => open('palette') },
    { label: 'Show keyboard shortcuts', keys: '?', group: 'Everywhere', run: () => open('shortcuts') },
    { label: 'Undo the last action', keys: 'z', group: 'Everywhere', run: undoLast },
    {
      label: railCollapsed ? 'Expand sidebar' : 'Collapse sidebar',
      keys: '[',
      group: 'Everywhere',
      run: () => preferences.change({ railCollapsed: !railCollapsed }),
    },
    { label: 'Switch theme', keys: 't', group: 'Everywhere', keywords: 'theme', run: () => set(next.value) },
    ...schemes.map(({ value, label }) => ({
      label: `Use ${label} theme`,
      keywords: 'theme scheme mode',
      group: 'Preferences',
      run: () => set(value),
    })),
  ];
}
