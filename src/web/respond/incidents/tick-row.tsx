import { type ReactNode, useId } from 'react';
import styles from './room.module.css';

type TickRowProps = {
  text: ReactNode;
  isDone: boolean;
  disabled: boolean;
  toggle: () => void;
  /** Who and when, below the words. */
  children?: ReactNode;
  indent?: number;
};

/** Something to tick off. */
export function TickRow({ text, isDone, disabled, toggle, children, indent = 0 }: TickRowProps) {
  const id = useId();
  return (
    <li className={styles.tick} style={indent > 0 ? { paddingInlineStart: indent * 20 } : undefined}>
      <input type="checkbox" id={id} checked={isDone} disabled={disabled} onChange={toggle} />
      <span>
        <label htmlFor={id} data-done={isDone || undefined}>
          {text}
        </label>
        {children && <span className={styles.tickNote}>{children}</span>}
      </span>
    </li>
  );
}
