import { type ReactNode, useId, useState } from 'react';
import { sayRefusal } from '../../../ui/form/say-refusal.ts';
import styles from '../room/room.module.css';

type TickRowProps = {
  text: ReactNode;
  isDone: boolean;
  disabled: boolean;
  toggle: () => Promise<unknown>;
  /** Who and when, below the words. */
  children?: ReactNode;
  indent?: number;
};

/** Something to tick off: ticked at once, and put back when the server refuses. */
export function TickRow({ text, isDone, disabled, toggle, children, indent = 0 }: TickRowProps) {
  const id = useId();
  const [asked, setAsked] = useState<boolean | null>(null);
  const change = () => {
    setAsked(!isDone);
    void toggle()
      .catch(sayRefusal)
      .finally(() => setAsked(null));
  };
  return (
    <li className={styles.tick} style={indent > 0 ? { paddingInlineStart: indent * 20 } : undefined}>
      <input type="checkbox" id={id} checked={asked ?? isDone} disabled={disabled} onChange={change} />
      <span>
        <label htmlFor={id} data-done={(asked ?? isDone) || undefined}>
          {text}
        </label>
        {children && <span className={styles.tickNote}>{children}</span>}
      </span>
    </li>
  );
}
