import { ActionIcon } from '@mantine/core';
import { ChevronsLeft, ChevronsRight, Keyboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { preferences, usePreferences } from '../../keys/preferences.ts';
import { paths } from '../../paths.ts';
import { useColorScheme } from '../color-scheme.ts';
import { slots } from '../slots.ts';
import type { NavItem } from './nav.ts';
import { NavList } from './nav-list.tsx';
import styles from './rail.module.css';

export function Wordmark({ collapsed = false }: { collapsed?: boolean }) {
  return (
    <a href={paths.home()} className={styles.wordmark} aria-label="Evenkeel, home">
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path fill="currentColor" d="M2 12.5h20a10 7.5 0 0 1-20 0z" />
        <path fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" d="M12 10V3.5M12 4l6.5 5.5H12" />
      </svg>
      {!collapsed && 'Evenkeel'}
    </a>
  );
}

/** The left rail of wide screens. */
export function Rail({ items, openShortcuts }: { items: readonly NavItem[]; openShortcuts: () => void }) {
  const collapsed = usePreferences().railCollapsed;
  const Chevron = collapsed ? ChevronsRight : ChevronsLeft;
  const widen = collapsed ? 'Expand sidebar' : 'Collapse sidebar';
  return (
    <nav aria-label="Main" className={styles.rail} data-collapsed={collapsed || undefined}>
      <Wordmark collapsed={collapsed} />
      <div className={styles.nav}>
        <NavList items={items} collapsed={collapsed} />
      </div>
      <RailFoot collapsed={collapsed} openShortcuts={openShortcuts}>
        <ActionIcon
          aria-label={widen}
          data-tip={widen}
          aria-expanded={!collapsed}
          onClick={() => preferences.change({ railCollapsed: !collapsed })}
        >
          <Chevron size={16} />
        </ActionIcon>
      </RailFoot>
    </nav>
  );
}

type RailFootProps = { collapsed?: boolean; openShortcuts?: () => void; children?: ReactNode };

export function RailFoot({ collapsed = false, openShortcuts, children }: RailFootProps) {
  const { chosen, next, set } = useColorScheme();
  const schemeLabel = `Theme: ${chosen.label}. Switch to ${next.label}`;
  return (
    <div className={styles.foot}>
      {slots.account && <slots.account collapsed={collapsed} />}
      <div className={styles.tools}>
        <ActionIcon aria-label={schemeLabel} data-tip={schemeLabel} onClick={() => set(next.value)}>
          <chosen.icon size={16} />
        </ActionIcon>
        {openShortcuts && (
          <ActionIcon
            aria-label="Keyboard shortcuts"
            data-tip="Keyboard shortcuts (?)"
            aria-keyshortcuts="?"
            onClick={openShortcuts}
          >
            <Keyboard size={16} />
          </ActionIcon>
        )}
        {children}
      </div>
    </div>
  );
}
