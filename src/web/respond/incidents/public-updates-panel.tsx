import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IncidentRoom } from '../../../contract/incidents.ts';
import { listPublicUpdates } from '../../../contract/public-updates.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../shell/commands.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { OutsideLink } from '../../ui/outside-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Time } from '../../ui/time.tsx';
import { PublicDraftForm } from './public-draft-form.tsx';
import { PublicReview } from './public-review.tsx';
import styles from './room.module.css';

/** What customers were told, and what waits for the commander's yes. */
export function PublicUpdatesPanel({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const { data, error, isPending, refetch } = useEndpoint(listPublicUpdates, {
    params: { id: room.id },
    query: { limit: 20 },
  });
  const [isDrafting, setDrafting] = useState(false);
  const [reviewedId, setReviewedId] = useState<number | null>(null);
  const shown = data?.items.filter(({ state }) => state !== 'discarded') ?? [];
  const latest = shown.find(({ state }) => state === 'published');
  const reviewed = data?.items.find(({ id }) => id === reviewedId);
  useCommands(
    guard.disabled ? [] : [{ label: 'Draft an update for customers', keys: 'shift+u', run: () => setDrafting(true) }],
  );
  return (
    <Panel
      title="Customers"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setDrafting(true)} {...guard}>
          Draft an update
        </Button>
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {isPending && !error && <LoadingRows rows={2} label="Loading the updates" />}
      {data && (
        <p className="muted">
          {latest ? (
            <>
              The status page says <StateBadge state={latest.status} look="plain" />{' '}
              <OutsideLink href={latest.address} text="See it" />
            </>
          ) : (
            'Customers were told nothing yet.'
          )}
        </p>
      )}
      <ul className={styles.rows}>
        {shown.map((update) => (
          <li key={update.id}>
            <span className={styles.roleWords}>
              {update.title}
              <span className={styles.marks}>
                {update.state === 'draft' ? (
                  <span className={styles.wanted}>Draft by {update.draftedBy.name}</span>
                ) : (
                  <StateBadge state={update.status} look="plain" />
                )}
                <span className="muted">
                  <Time at={update.publishedAt ?? update.draftedAt} />
                </span>
              </span>
            </span>
            {update.state === 'draft' && (
              <Button size="compact-xs" onClick={() => setReviewedId(update.id)} {...guard}>
                Review
              </Button>
            )}
          </li>
        ))}
      </ul>
      <PublicDraftForm
        room={room}
        opened={isDrafting}
        close={() => setDrafting(false)}
        drafted={({ id }) => setReviewedId(id)}
      />
      {reviewed?.state === 'draft' && (
        <PublicReview key={reviewed.id} update={reviewed} room={room} close={() => setReviewedId(null)} />
      )}
    </Panel>
  );
}
