import { LogOut, UserRound } from 'lucide-react';
import { useId, useRef } from 'react';
import { signOut } from '../../contract/session.ts';
import { api } from '../data/api.ts';
import { usePerson } from '../data/session.ts';
import { paths } from '../paths.ts';
import { useCommands } from '../shell/commands.ts';
import { showToast } from '../ui/toasts.ts';
import styles from './account-menu.module.css';
import { PersonMark } from './person-mark.tsx';
import { useEnter } from './use-enter.ts';

const pages = [
  { label: 'Profile and preferences', href: paths.me() },
  { label: 'Contact methods', href: paths.myContactMethods() },
  { label: 'Password and sign-in', href: paths.mySecurity() },
  { label: 'API tokens', href: paths.myTokens() },
];

/** Who is signed in, and the way out. A popover of the browser itself: it closes by Escape and by a click elsewhere. */
export function AccountMenu({ collapsed }: { collapsed: boolean }) {
  const person = usePerson();
  const enter = useEnter();
  const popover = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const leave = async () => {
    try {
      await api.call(signOut, {});
      enter(paths.signIn());
    } catch (error) {
      showToast(error instanceof Error ? error.message : 'Signing out failed.', { tone: 'failed' });
    }
  };
  useCommands([{ label: 'Sign out', group: 'Account', keywords: 'log out leave', run: () => void leave() }]);
  if (!person) return null;
  const place = () => {
    const at = button.current?.getBoundingClientRect();
    if (!at || !popover.current) return;
    popover.current.style.left = `${at.left}px`;
    popover.current.style.bottom = `${innerHeight - at.top + 4}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        data-collapsed={collapsed || undefined}
        popoverTarget={id}
        aria-haspopup="true"
        onClick={place}
      >
        <span className="visually-hidden">Account: </span>
        <PersonMark name={person.name} />
        <span className={collapsed ? 'visually-hidden' : 'truncate'}>{person.name}</span>
      </button>
      <nav ref={popover} id={id} popover="auto" aria-label="Account" className={styles.menu}>
        <p className={styles.who}>
          <UserRound size={14} aria-hidden="true" /> {person.email}
        </p>
        {pages.map(({ label, href }) => (
          <a key={href} href={href} onClick={() => popover.current?.hidePopover()}>
            {label}
          </a>
        ))}
        <button type="button" onClick={() => void leave()}>
          <LogOut size={14} aria-hidden="true" /> Sign out
        </button>
      </nav>
    </>
  );
}
