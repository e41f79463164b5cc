import { Fragment, type ReactNode, useId } from 'react';
import styles from './section.module.css';

/** A titled part of a page. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** What is known about one thing: its name, what it is. Entries without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

/** Rows that are not a list to walk through: a name on the left, buttons on the right. */
export function Cards({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.cards} aria-label={label}>
      {children}
    </ul>
  );
}

/** @param below what is opened: under the words and the actions, over the whole width */
export function Card(props: { actions?: ReactNode; children: ReactNode; below?: ReactNode }) {
  const { actions, children, below } = props;
  return (
    <li className={styles.card}>
      <div className={styles.cardWords}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {below && <div className={styles.cardBelow}>{below}</div>}
    </li>
  );
}
