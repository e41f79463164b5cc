import { Button } from '@mantine/core';
import type { Postmortem } from '../../../../contract/learn/postmortems.ts';
import { paths } from '../../../paths.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../../learn.module.css';
import { keyEventLine, useKeyEvents } from '../key-events.ts';
import type { Draft } from '../use-draft.ts';

/** The key events of the incident, oldest first; each can be taken into the text. */
export function EvidencePanel({ postmortem, draft }: { postmortem: Postmortem; draft: Draft }) {
  const list = useKeyEvents(postmortem.id);
  return (
    <Panel
      screenOnly
      title="Key events"
      actions={<a href={paths.incident(postmortem.id)}>{postmortem.incident.key}</a>}
    >
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={4} label="Loading key events" />}
      <ol className={styles.list}>
        {list.rows.map((event) => (
          <li key={event.id}>
            <span className="muted">
              <Time at={event.at} />, {event.actor.name}
            </span>
            <span>{event.text}</span>
            {!draft.isReadOnly && (
              <span>
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  aria-label={`Insert ${event.text.slice(0, 60)}`}
                  onClick={() => draft.insertLines([keyEventLine(event)], 'Timeline')}
                >
                  Insert
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load later events
        </Button>
      )}
    </Panel>
  );
}
