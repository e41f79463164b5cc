import { Button } from '@mantine/core';
import { useState } from 'react';
import { endMyOtherSessions, endMySession, listMySessions } from '../../../../contract/directory/session.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { SessionCards } from '../../session-cards.tsx';
import styles from '../me.module.css';

/** Where the signed-in person is signed in, and how to end that. */
export function MySessions() {
  const [isEndingAll, setEndingAll] = useState(false);
  const { data, error, refetch } = useEndpoint(listMySessions, {}, { follows: ['person'] });
  const changes = { changes: [listMySessions] };
  const end = useAction(endMySession, { ...changes, done: () => showToast('Browser signed out.') });
  const endOthers = useAction(endMyOtherSessions, {
    ...changes,
    done: ({ ended }) => showToast(ended === 1 ? '1 browser signed out.' : `${ended} browsers signed out.`),
  });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={2} />;
  return (
    <div className={styles.stack}>
      <SessionCards
        label="Your sessions"
        sessions={data.items}
        end={(session) => end.mutate({ params: { id: session.id } })}
      />
      {data.items.length > 1 && (
        <div>
          <Button variant="default" onClick={() => setEndingAll(true)}>
            Sign out everywhere else
          </Button>
        </div>
      )}
      <ConfirmDanger
        title="Sign out everywhere else?"
        confirmLabel="Sign out everywhere else"
        opened={isEndingAll}
        close={() => setEndingAll(false)}
        run={() => endOthers.mutateAsync({})}
      >
        You’ll have to sign in again in every other browser. API tokens keep working.
      </ConfirmDanger>
    </div>
  );
}
