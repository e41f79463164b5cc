import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { checkWording } from '../../../contract/learn/postmortems.ts';
import { api } from '../../data/api.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import styles from '../learn.module.css';
import type { Draft } from './use-draft.ts';

const quietMs = 600;

/** Wording that blames or stops the search for causes, with better words. Advice only: it blocks nothing. */
export function FindingsPanel({ draft, isFullImpact }: { draft: Draft; isFullImpact: boolean }) {
  const [markdown] = useDebouncedValue(draft.text, quietMs);
  const { data } = useQuery({
    queryKey: [checkWording.name, isFullImpact, markdown],
    queryFn: ({ signal }) => api.call(checkWording, { body: { markdown, isFullImpact } }, { signal }),
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  const isCurrent = markdown === draft.text;
  const findings = data?.findings ?? [];
  return (
    <Panel
      screenOnly
      title="Blameless wording"
      actions={<span className="muted">{data && (findings.length === 0 ? 'No findings' : findings.length)}</span>}
    >
      {findings.length > 0 && (
        <ul className={styles.list}>
          {findings.map(({ start, end, text, why, suggestions }) => (
            <li key={`${start}${text}`}>
              <button
                type="button"
                className={styles.link}
                disabled={draft.isReadOnly}
                onClick={() => draft.show(start, end)}
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
