import type { ReactNode } from 'react';
import { useOwnLinks } from '../ui/text/links.tsx';
import { usePageTitle } from '../ui/screen/page-title.ts';
import styles from './front-page.module.css';
import { Wordmark } from './rail.tsx';
import { ToastLayer } from './toast-layer.tsx';

/** The frame of pages before sign-in: one column, one job. */
export function FrontPage({ title, children }: { title: string; children?: ReactNode }) {
  usePageTitle(title);
  useOwnLinks();
  return (
    <div className={styles.front}>
      <header>
        <Wordmark />
      </header>
      <main className={styles.card}>
        <h1>{title}</h1>
        {children}
      </main>
      <ToastLayer />
    </div>
  );
}
