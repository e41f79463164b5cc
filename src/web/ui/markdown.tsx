import { lazy, Suspense } from 'react';
import styles from './markdown.module.css';

const MarkdownHtml = lazy(() => import('./markdown-html.tsx').then(({ MarkdownHtml }) => ({ default: MarkdownHtml })));

/** Markdown that somebody wrote, or `isWrapped`, a text cut to a width. Until the renderer is here, as it was written. */
export function Markdown({ text, isWrapped }: { text: string; isWrapped?: boolean }) {
  return (
    <div className={styles.prose}>
      <Suspense fallback={<p className={styles.plain}>{text}</p>}>
        <MarkdownHtml text={text} isWrapped={isWrapped} />
      </Suspense>
    </div>
  );
}
