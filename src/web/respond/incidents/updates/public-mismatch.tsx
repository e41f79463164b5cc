import { Alert, Button } from '@mantine/core';
import {
  draftPublicUpdate,
  getPublicIncident,
  listPublicUpdates,
  type PublicUpdate,
} from '../../../../contract/communicate/public-updates.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { isOver, isToldAsOpen } from '../../../../domain/respond/incidents/lifecycle.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { paths } from '../../../paths.ts';
import { stateLooks } from '../../../ui/screen/state-badge.tsx';
import styles from '../room/room.module.css';

type PublicMismatchProps = { room: IncidentRoom; reviewPublic: (update: PublicUpdate) => void };

/** Says loudly when customers read something else than what is so: the incident has ended, or has begun again. */
export function PublicMismatch({ room, reviewPublic }: PublicMismatchProps) {
  const params = { id: room.id };
  const hasEnded = isOver(room.lifecycle) && isToldAsOpen(room.publicStatus);
  const hasReturned = room.publicStatus === 'resolved' && (room.lifecycle === 'triage' || room.lifecycle === 'active');
  const differs = hasEnded || hasReturned;
  const known = useEndpoint(getPublicIncident, { params }, { enabled: differs }).data;
  const drafts = useEndpoint(listPublicUpdates, { params, query: { limit: 20 } }, { enabled: differs }).data;
  const draft = useAction(draftPublicUpdate, { changes: [listPublicUpdates], done: reviewPublic });
  const guard = useGuard('incidents.respond');
  if (!differs || !room.publicStatus) return null;
  const wanted = hasEnded ? 'resolved' : 'investigating';
  const waiting = drafts?.items.find(({ state, status }) => state === 'draft' && (status === 'resolved') === hasEnded);
  return (
    <Alert
      color="red"
      mb="md"
      title={`Customers still read “${stateLooks[room.publicStatus].word}” on the status page`}
    >
      <div className={styles.alertRow}>
        <span>
          {hasEnded ? 'This incident has ended.' : 'This incident is open again.'}
          {known?.isPageOn === false && (
            <>
              {' '}
              The <a href={paths.statusPage()}>status page</a> is off, so nobody sees it at the moment.
            </>
          )}
        </span>
        <Button
          size="compact-sm"
          loading={draft.isPending}
          onClick={() => (waiting ? reviewPublic(waiting) : draft.mutate({ params, body: { situation: wanted } }))}
          {...guard}
        >
          {waiting ? 'Review draft' : `Draft “${stateLooks[wanted].word}”`}
        </Button>
      </div>
    </Alert>
  );
}
