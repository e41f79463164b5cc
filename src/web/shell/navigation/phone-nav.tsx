import { ActionIcon } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type ComponentPropsWithRef, useEffect, useRef } from 'react';
import { slots } from '../slots.ts';
import type { NavItem } from './nav.ts';
import { currentItem, NavList } from './nav-list.tsx';
import styles from './phone-nav.module.css';
import { RailFoot, Wordmark } from './rail.tsx';

/** The bar at the bottom of a phone: four pages, and declaring. */
export function BottomBar({ items }: { items: readonly NavItem[] }) {
  const current = useLocation({ select: ({ pathname }) => currentItem(items, pathname) });
  return (
    <nav aria-label="Quick" className={styles.bottom}>
      {items
        .filter(({ onPhone }) => onPhone)
        .slice(0, 4)
        .map((item) => (
          <a key={item.href} href={item.href} aria-current={item === current ? 'page' : undefined}>
            <item.icon size={20} aria-hidden="true" />
            {item.label}
          </a>
        ))}
      {slots.declare && <slots.declare compact />}
    </nav>
  );
}

/** All of the navigation on a phone, as a dialog from the left. */
export function PhoneMenu({ items, opened, close }: { items: readonly NavItem[]; opened: boolean; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (opened) dialog.current?.showModal();
    else dialog.current?.close();
  }, [opened]);
  const closeOnChoice: ComponentPropsWithRef<'dialog'>['onClick'] = (event) => {
    const chosen = event.target as Element;
    if (chosen === dialog.current || chosen.closest('a')) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself, and Enter on a link is a click
    <dialog ref={dialog} className={styles.menu} onClose={close} onClick={closeOnChoice} aria-label="Menu">
      <div className={styles.menuInside}>
        <div className={styles.menuHead}>
          <Wordmark />
          <ActionIcon aria-label="Close the menu" onClick={close}>
            <X size={18} />
          </ActionIcon>
        </div>
        <nav aria-label="All screens">
          <NavList items={items} />
        </nav>
        <RailFoot />
      </div>
    </dialog>
  );
}
