import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { listIncidentUpdates } from '../../../../contract/respond/incidents/updates.ts';
import { usePagedEndpoint } from '../../../data/endpoint-query.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { StateBadge } from '../../../ui/screen/state-badge.tsx';
import { Markdown } from '../../../ui/text/markdown.tsx';
import { StoryTime } from '../../../ui/time/time.tsx';
import styles from '../room/room.module.css';
import { audienceNames } from './update-words.ts';

/** Opens everything that was said to anybody about the incident. */
export function AllUpdates({ room }: { room: IncidentRoom }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-xs" onClick={() => setOpened(true)}>
        All updates
      </Button>
      <Modal
        size="lg"
        title={`Updates of ${room.key}`}
        opened={opened}
        onClose={() => setOpened(false)}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <UpdatesList room={room} />
      </Modal>
    </>
  );
}

function UpdatesList({ room }: { room: IncidentRoom }) {
  const list = usePagedEndpoint(listIncidentUpdates, { params: { id: room.id }, query: { limit: 20 } });
  return (
    <>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={3} label="Loading updates" />}
      <ol className={styles.updates}>
        {list.rows.map(({ id, audience, status, text, author, at }) => (
          <li key={id}>
            <Markdown text={text} />
            <span className={styles.said}>
              <StateBadge state={status} look="plain" />
              <span className="muted">
                To {audienceNames[audience]}: {author.name},{' '}
                <StoryTime at={at} start={room.instants.declaredAt} withDay />
              </span>
            </span>
          </li>
        ))}
      </ol>
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Earlier updates
        </Button>
      )}
    </>
  );
}
