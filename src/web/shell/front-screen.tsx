import type { ReactNode } from 'react';
import { usePageTitle } from '../ui/screen/page-title.ts';
import { useOwnLinks } from '../ui/text/links.tsx';
import styles from './front-screen.module.css';
import { Wordmark } from './navigation/rail.tsx';
import { ToastLayer } from './notices/toast-layer.tsx';

/** The frame of pages before sign-in: one column, one job. */
export function FrontScreen({ title, children }: { title: string; children?: ReactNode }) {
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
