import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { listSourceSignals, type Source } from '../../../contract/detect/sources.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';
import { SignalDetail } from '../alerts/signal-detail.tsx';
import requestStyles from '../requests.module.css';
import { RawBody, type ReceivedRequest } from './raw-body.tsx';
import styles from './sources.module.css';

/** No event tells of single signals: there may be thousands a second. */
const askAgainSeconds = 3;

type Shown = 'all' | 'odd' | 'dropped';
const emptyWords: Record<Shown, string> = {
  all: 'Nothing received yet.',
  odd: 'Nothing needs attention.',
  dropped: 'Nothing that was dropped is kept any more.',
};

/** What a source sent last, raw and as it was understood. */
export function ReceivedRequests({ source }: { source: Source }) {
  const [shown, setShown] = useState<Shown>('all');
  const query = shown === 'all' ? {} : shown === 'odd' ? ({ odd: 'true' } as const) : ({ dropped: 'true' } as const);
  const list = usePagedEndpoint(
    listSourceSignals,
    { params: { id: source.id }, query },
    { everySeconds: askAgainSeconds },
  );
  return (
    <Section
      title="Latest signals"
      actions={
        <SegmentedControl
          aria-label="Which signals"
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'odd', label: `Needs attention (${source.oddCount})` },
            ...(source.droppedCount > 0 ? [{ value: 'dropped', label: 'Dropped' }] : []),
          ]}
        />
      }
    >
      {list.rows.length === 0 && list.isPending && <LoadingRows rows={3} label="Loading signals" />}
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.rows.length === 0 && !list.isPending && !list.error && (
        <EmptyState kind="cleared">{emptyWords[shown]}</EmptyState>
      )}
      {list.rows.length > 0 && (
        <ul className={requestStyles.list}>
          {list.rows.map((request) => (
            <li key={request.position} className={requestStyles.request}>
              <Request request={request} sourceId={source.id} />
            </li>
          ))}
        </ul>
      )}
      {list.loadMore && (
        <Button variant="default" className={styles.more} onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
    </Section>
  );
}

function Request({ request, sourceId }: { request: ReceivedRequest; sourceId: number }) {
  const { understood, signalCount, odd, refusal, dropped, droppedCount } = request;
  return (
    <details>
      <summary>
        <span className={requestStyles.grow}>{headline(request)}</span>
        {(odd.length > 0 || refusal) && (
          <Badge tone="sev2" glyph="triangle" look="plain">
            {refusal ? 'Rejected' : 'Needs attention'}
          </Badge>
        )}
        {droppedCount > 0 && (
          <Badge tone="sev5" glyph="slash" look="plain">
            {droppedCount === 1 ? 'Dropped' : `${droppedCount} dropped`}
          </Badge>
        )}
        {request.isTest && (
          <Badge tone="sev5" glyph="disc" look="plain">
            Test
          </Badge>
        )}
        <Time at={request.receivedAt} />
      </summary>
      <div className={requestStyles.both}>
        <div>
          <h3>As interpreted</h3>
          {refusal && <p className={requestStyles.odd}>Would be rejected with the current settings: {refusal}</p>}
          {odd.map(({ part, reason }) => (
            <p key={`${part} ${reason}`} className={requestStyles.odd}>
              {part && <span className="mono">{part}: </span>}
              {reason}
            </p>
          ))}
          {dropped.map(({ rule, title }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a request may say the same thing twice; its parts never move
            <p key={index} className={requestStyles.odd}>
              Dropped by rule {rule} of the mapping: {title}
            </p>
          ))}
          {droppedCount > dropped.length && (
            <p className={requestStyles.odd}>and {droppedCount - dropped.length} more dropped</p>
          )}
          <ul className={styles.understood}>
            {understood.map((signal, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a request may say the same thing twice; its parts never move
              <li key={index}>
                <SignalDetail signal={signal} />
              </li>
            ))}
          </ul>
          {signalCount > understood.length && understood.length > 0 && (
            <p className="muted">and {signalCount - understood.length} more</p>
          )}
          {understood.length === 0 && !refusal && droppedCount === 0 && (
            <p className="muted">No alert in this request.</p>
          )}
          <p>
            <a href={paths.simulation({ source: sourceId, position: request.position })}>Simulate this request</a>
          </p>
        </div>
        <div>
          <h3>As received</h3>
          <RawBody request={request} />
        </div>
      </div>
    </details>
  );
}

function headline({ isPing, understood, signalCount, refusal, dropped }: ReceivedRequest): string {
  if (isPing) return 'Ping';
  const [first] = understood;
  if (!first && dropped[0]) return dropped[0].title;
  if (!first) return refusal ? 'Unreadable' : 'No signal';
  return signalCount > 1 ? `${first.title} and ${signalCount - 1} more` : first.title || first.dedupKey;
}
