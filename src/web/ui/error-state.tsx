import { Button } from '@mantine/core';
import { ApiProblem } from '../../client/client.ts';
import { Glyph } from './glyphs.tsx';
import styles from './notice.module.css';

/** What failed in the server's own words, a way to try again, and the id that finds it in the log. */
export function ErrorState({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, detail, requestId } = problemWords(error);
  return (
    <div className={styles.notice} role="alert">
      <h2 className={styles.failed}>
        <Glyph name="triangle" size={14} />
        {title}
      </h2>
      {detail && <p className={styles.words}>{detail}</p>}
      {requestId && (
        <p className="muted">
          Request <span className="mono">{requestId}</span>
        </p>
      )}
      {retry && (
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function problemWords(error: unknown): { title: string; detail?: string; requestId?: string } {
  if (error instanceof ApiProblem) {
    const { title, detail, requestId } = error;
    return { title, detail: detail === title ? undefined : detail, requestId };
  }
  return { title: 'This page failed', detail: error instanceof Error ? error.message : String(error) };
}
