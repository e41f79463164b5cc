import { lazy, Suspense } from 'react';
import styles from './markdown.module.css';

const MarkdownHtml = lazy(() => import('./markdown-html.tsx').then(({ MarkdownHtml }) => ({ default: MarkdownHtml })));

/** Markdown that somebody wrote. Until the renderer is here, the text as it was written. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.prose}>
      <Suspense fallback={<p className={styles.plain}>{text}</p>}>
        <MarkdownHtml text={text} />
      </Suspense>
    </div>
  );
}
