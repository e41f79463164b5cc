import { useLocation } from '@tanstack/react-router';
import { ariaKeys } from '../../keys/shortcut-keys.ts';
import type { NavGroup, NavItem } from './nav.ts';
import styles from './nav-list.module.css';

/** The item of the page that is open: the longest path that begins it. */
export function currentItem(items: readonly NavItem[], pathname: string): NavItem | undefined {
  return items
    .filter(({ href }) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
}

export function NavList({ items, collapsed = false }: { items: readonly NavItem[]; collapsed?: boolean }) {
  const current = useLocation({ select: ({ pathname }) => currentItem(items, pathname) });
  const groups = [...new Set(items.map(({ group }) => group))];
  return groups.map((group: NavGroup) => (
    <div key={group} className={styles.group}>
      {groups.length > 1 && !collapsed && <h2 className={styles.heading}>{group}</h2>}
      <ul className={styles.items}>
        {items
          .filter((item) => item.group === group)
          .map((item) => (
            <li key={item.href}>
              <a
                href={item.href}
                className={styles.item}
                data-collapsed={collapsed || undefined}
                data-tip={collapsed ? item.label : undefined}
                aria-label={collapsed ? item.label : undefined}
                aria-current={item === current ? 'page' : undefined}
                aria-keyshortcuts={item.keys && ariaKeys(item.keys)}
              >
                <item.icon size={16} aria-hidden="true" />
                {!collapsed && item.label}
              </a>
            </li>
          ))}
      </ul>
    </div>
  ));
}
