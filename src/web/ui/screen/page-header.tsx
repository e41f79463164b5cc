import type { ReactNode } from 'react';
import { TermButton } from '../text/term.tsx';
import styles from './page-header.module.css';
import { type Crumb, usePageTitle } from './page-title.ts';

export type PageHeaderProps = {
  title: string;
  /** Pages above this one, outermost first; they become the breadcrumb. */
  parents?: Crumb[];
  /** The word of the glossary that the page is about. */
  word?: string;
  /** Badges and numbers beside the title. */
  beside?: ReactNode;
  /** One sentence about what this page is for. */
  children?: ReactNode;
  /** Buttons; the primary one last. */
  actions?: ReactNode;
};

/** The head of every page: its only h1, the window title, the breadcrumb. */
export function PageHeader({ title, parents, word, beside, children, actions }: PageHeaderProps) {
  usePageTitle(title, parents);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <div className={styles.line}>
          <h1>{title}</h1>
          {word && <TermButton word={word} />}
          {beside}
        </div>
        {children && <p className="muted">{children}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
