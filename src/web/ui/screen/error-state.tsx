import { Button } from '@mantine/core';
import { ApiProblem } from '../../../client/client.ts';
import { askConfirmation } from './confirmation.ts';
import { Glyph } from './glyphs.tsx';
import styles from './notice.module.css';

/** What failed in the server's own words, a way to try again, and the id that finds it in the log. */
export function ErrorState({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, detail, requestId } = problemWords(error);
  if (retry && error instanceof ApiProblem && error.code === 'confirmation_required')
    return <ConfirmFirst retry={retry} />;
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

/** What holds secrets is shown to somebody who has proved lately that it is them. */
function ConfirmFirst({ retry }: { retry: () => void }) {
  const confirm = async () => {
    if (await askConfirmation()) retry();
  };
  return (
    <div className={styles.notice}>
      <p className={styles.words}>This shows secrets. Confirm your identity to see them.</p>
      <Button variant="default" onClick={() => void confirm()}>
        Confirm your identity
      </Button>
    </div>
  );
}

export function problemWords(error: unknown): { title: string; detail?: string; requestId?: string } {
  if (error instanceof ApiProblem) {
    const { title, detail, requestId } = error;
    return { title, detail: detail === title ? undefined : detail, requestId };
  }
  return { title: 'This screen failed to load', detail: error instanceof Error ? error.message : String(error) };
}
