import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

type PanelProps = {
  title: string;
  /** Where the title leads. */
  href?: string;
  actions?: ReactNode;
  /** It helps to work on the page and says nothing to those who read it on paper. */
  screenOnly?: boolean;
  children: ReactNode;
};

/** A framed part of a page with its own heading. */
export function Panel({ title, href, actions, screenOnly, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id} data-screen-only={screenOnly}>
      <div className={styles.head}>
        <h2 id={id}>{href ? <a href={href}>{title}</a> : title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A main column and what stands beside it; below it on narrow screens. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{children}</div>
      <div className={styles.main}>{aside}</div>
    </div>
  );
}
