import { lazy, Suspense } from 'react';
import styles from './markdown.module.css';

const MarkdownHtml = lazy(() => import('./markdown-html.tsx').then(({ MarkdownHtml }) => ({ default: MarkdownHtml })));
const InlineMarkdownHtml = lazy(() =>
  import('./markdown-html.tsx').then(({ InlineMarkdownHtml }) => ({ default: InlineMarkdownHtml })),
);

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

/** One line of Markdown within other words, such as a step of a runbook. */
export function InlineMarkdown({ line }: { line: string }) {
  return (
    <span className={styles.inline}>
      <Suspense fallback={line}>
        <InlineMarkdownHtml line={line} />
      </Suspense>
    </span>
  );
}
