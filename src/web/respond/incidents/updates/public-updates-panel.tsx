import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  getPublicIncident,
  listPublicUpdates,
  type PublicUpdate,
} from '../../../../contract/communicate/public-updates.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { useCommands } from '../../../keys/commands.ts';
import { paths } from '../../../paths.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { StateBadge } from '../../../ui/screen/state-badge.tsx';
import { OutsideLink } from '../../../ui/text/outside-link.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../room/room.module.css';
import { PublicDraftForm } from './public-draft-form.tsx';

type PublicUpdatesPanelProps = { room: IncidentRoom; reviewPublic: (update: PublicUpdate) => void };

/** What customers were told, and what waits for the commander's yes. */
export function PublicUpdatesPanel({ room, reviewPublic }: PublicUpdatesPanelProps) {
  const guard = useGuard('incidents.respond');
  const { data, error, isPending, refetch } = useEndpoint(listPublicUpdates, {
    params: { id: room.id },
    query: { limit: 20 },
  });
  const [isDrafting, setDrafting] = useState(false);
  const known = useEndpoint(
    getPublicIncident,
    { params: { id: room.id } },
    { follows: ['statusPage', 'statusComponent'] },
  ).data;
  const shown = data?.items.filter(({ state }) => state !== 'discarded') ?? [];
  useCommands(
    guard.disabled ? [] : [{ label: 'Draft a public update', keys: 'shift+u', run: () => setDrafting(true) }],
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
      {room.kind === 'drill' && (
        <p className="muted">This is a drill: drafts are checked and read aloud, and nothing is published.</p>
      )}
      {known && !known.isPageOn && room.kind !== 'drill' && (
        <p className={styles.wanted}>
          The <a href={paths.statusPage()}>status page</a> is off: customers see nothing until it is turned on.
        </p>
      )}
      {known?.isPageOn && room.kind !== 'drill' && (
        <p className="muted">
          {known.status && known.address ? (
            <>
              The status page says <StateBadge state={known.status} look="plain" />{' '}
              <OutsideLink href={known.address} text="View" />
            </>
          ) : (
            'No public update yet.'
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
                {update.mails.failed > 0 && (
                  <span className={styles.wanted}>
                    {update.mails.failed === 1 ? 'One e-mail' : `${update.mails.failed} e-mails`} could not be sent
                  </span>
                )}
              </span>
            </span>
            {update.state === 'draft' && (
              <Button size="compact-xs" onClick={() => reviewPublic(update)} {...guard}>
                Review
              </Button>
            )}
          </li>
        ))}
      </ul>
      {known && (
        <PublicDraftForm
          room={room}
          known={known}
          opened={isDrafting}
          close={() => setDrafting(false)}
          drafted={reviewPublic}
        />
      )}
    </Panel>
  );
}
