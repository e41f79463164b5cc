import { Button } from '@mantine/core';
import { Panel } from '../../../ui/screen/panel.tsx';
import styles from '../../learn.module.css';
import type { Draft } from '../use-draft.ts';
import type { Findings } from '../use-findings.ts';

/** Wording that blames or stops the search for causes, with better words. Advice only: it blocks nothing. */
export function FindingsPanel({ draft, checked }: { draft: Draft; checked: Findings }) {
  const { findings, isCurrent, isChecked } = checked;
  return (
    <Panel
      screenOnly
      title="Blameless wording"
      actions={<span className="muted">{isChecked && (findings.length === 0 ? 'No findings' : findings.length)}</span>}
    >
      {findings.length > 0 && (
        <ul className={styles.list}>
          {findings.map(({ start, end, text, why, suggestions }) => (
            <li key={`${start}${text}`}>
              <button
                type="button"
                className={styles.link}
                disabled={draft.isReadOnly}
                onClick={() => draft.surface.current?.show(start, end)}
              >
                <mark className={styles.marked}>{text}</mark>
              </button>
              <span className="muted">{why}</span>
              {suggestions.length > 0 && (
                <span className={styles.buttons}>
                  {suggestions.map((words) => (
                    <Button
                      key={words}
                      variant="default"
                      size="compact-xs"
                      disabled={!isCurrent || draft.isReadOnly}
                      onClick={() => draft.replace(start, end, words)}
                    >
                      {words}
                    </Button>
                  ))}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
