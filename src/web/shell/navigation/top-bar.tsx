import { ActionIcon } from '@mantine/core';
import { Menu, Search } from 'lucide-react';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { useTrail } from '../../ui/screen/page-title.ts';
import { LiveDot } from '../notices/live-dot.tsx';
import { slots } from '../slots.ts';
import styles from './top-bar.module.css';

export function TopBar({ openMenu, openPalette }: { openMenu: () => void; openPalette: () => void }) {
  return (
    <header className={styles.bar}>
      <ActionIcon className={styles.menu} aria-label="Menu" onClick={openMenu}>
        <Menu size={18} />
      </ActionIcon>
      <Breadcrumb />
      <div className={styles.right}>
        <LiveDot />
        {slots.onCallNow && <slots.onCallNow />}
        <button type="button" className={styles.search} onClick={openPalette} aria-keyshortcuts="Control+K">
          <Search size={14} aria-hidden="true" />
          <span className={styles.searchWords}>Search or run</span>
          <KeyCaps keys="mod+k" />
        </button>
        {slots.declare && (
          <span className={styles.declare}>
            <slots.declare />
          </span>
        )}
      </div>
    </header>
  );
}

function Breadcrumb() {
  const trail = useTrail();
  return (
    <nav aria-label="Breadcrumb" className={styles.trail}>
      <ol>
        {trail.map(({ label, href }, index) => (
          <li key={`${label}${href}`} aria-current={index === trail.length - 1 ? 'page' : undefined}>
            {href ? <a href={href}>{label}</a> : label}
          </li>
        ))}
      </ol>
    </nav>
  );
}
