import { LogOut, UserRound } from 'lucide-react';
import { Suspense, useId, useRef, useState } from 'react';
import { signOut } from '../../contract/directory/session.ts';
import { api } from '../data/api.ts';
import { keptDrafts } from '../data/kept-drafts.ts';
import { lazyPart } from '../data/lazy-part.ts';
import { forgetOfflineCopy } from '../data/offline/use-offline-copy.ts';
import { usePerson } from '../data/session.ts';
import { useCommands } from '../keys/commands.ts';
import { paths } from '../paths.ts';
import { askToLeave, forgetUnsaved } from '../ui/form/unsaved.ts';
import { showToast } from '../ui/screen/toasts.ts';
import styles from './account-menu.module.css';
import { PersonMark } from './person-mark.tsx';
import { useEnter } from './sign-in/use-enter.ts';

const ConfirmDanger = lazyPart(() => import('../ui/form/confirm-danger.tsx'), 'ConfirmDanger');

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
  const [isAsking, setAsking] = useState(false);
  const drafts = () => (person ? keptDrafts().count(person.id) : 0);
  const ask = async () => {
    if (drafts() > 0) setAsking(true);
    else if (await askToLeave()) await leave().catch(failed);
  };
  const leave = async () => {
    forgetOfflineCopy();
    await api.call(signOut, {});
    // Another tab may have kept one meanwhile.
    forgetOfflineCopy();
    // Whoever uses this browser next has no business with them.
    if (person) keptDrafts().dropAll(person.id);
    forgetUnsaved();
    enter(paths.signIn());
  };
  const failed = (error: unknown) =>
    showToast(error instanceof Error ? error.message : 'Signing out failed.', { tone: 'failed' });
  useCommands([{ label: 'Sign out', group: 'Account', keywords: 'log out leave', run: () => void ask() }]);
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
        <button type="button" onClick={() => void ask()}>
          <LogOut size={14} aria-hidden="true" /> Sign out
        </button>
      </nav>
      <Suspense>
        <ConfirmDanger
          title="Sign out?"
          opened={isAsking}
          close={() => setAsking(false)}
          confirmLabel="Sign out and discard"
          run={leave}
        >
          You have {drafts() === 1 ? 'an unsaved draft' : `${drafts()} unsaved drafts`} in this browser. Signing out
          discards {drafts() === 1 ? 'it' : 'them'}.
        </ConfirmDanger>
      </Suspense>
    </>
  );
}
