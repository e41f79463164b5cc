import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import {
  type Delivery,
  deliveryStates,
  listDeliveries,
  readDelivery,
  readOutgoingWebhook,
  replayDelivery,
} from '../../../contract/outgoing/webhooks.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { CodeBlock } from '../../ui/text/copy-field.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { Time } from '../../ui/time/time.tsx';
import { actionWords, subjectWords } from '../audit-words.ts';
import { ReplayDrawer } from './replay-drawer.tsx';
import { DeliveryState, deliveryStateTitles } from './webhook-state.tsx';
import styles from './webhooks.module.css';

type DeliveriesProps = { webhookId: number; isDisabled: boolean };

/** What was sent, newest first, with what came back. */
export function Deliveries({ webhookId, isDisabled }: DeliveriesProps) {
  const [state, setState] = useState<Delivery['state'] | null>(null);
  const [shown, setShown] = useState<Delivery | null>(null);
  const [isReplaying, setReplaying] = useState(false);
  const list = usePagedEndpoint(
    listDeliveries,
    { params: { id: webhookId }, query: { state: state ?? undefined, limit: 25 } },
    { everySeconds: 5 },
  );
  return (
    <Panel
      title="Deliveries"
      actions={
        <Button variant="default" disabled={isDisabled} onClick={() => setReplaying(true)}>
          Replay a time range
        </Button>
      }
    >
      <Filters>
        <Select
          label="State"
          placeholder="Any state"
          clearable
          data={deliveryStates.map((value) => ({ value, label: deliveryStateTitles[value] }))}
          value={state}
          onChange={(chosen) => setState(chosen as Delivery['state'] | null)}
        />
      </Filters>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={5} />}
      {!list.isPending &&
        !list.error &&
        list.rows.length === 0 &&
        (state ? (
          <EmptyState kind="no-match" clear={() => setState(null)} />
        ) : (
          <EmptyState kind="cleared">Nothing has been sent in the last 30 days.</EmptyState>
        ))}
      {list.rows.length > 0 && (
        <ul className={styles.deliveries} aria-label="Deliveries">
          {list.rows.map((delivery) => (
            <li key={delivery.id} className={styles.delivery}>
              <span className={styles.words}>
                <button type="button" className={styles.open} onClick={() => setShown(delivery)}>
                  {delivery.kind}
                </button>
                <span className="muted">
                  {actionWords(delivery.kind, subjectWords(delivery.subjectKind, delivery.subjectId))}
                </span>
                {delivery.outcome && delivery.state !== 'delivered' && (
                  <span className="muted">
                    {delivery.outcome}
                    {delivery.state === 'pending' && Date.parse(delivery.dueAt) > serverNow() && (
                      <>
                        ; next try <Time at={delivery.dueAt} />
                      </>
                    )}
                  </span>
                )}
              </span>
              <span className={styles.beside}>
                <DeliveryState delivery={delivery} />
                <span className="muted">
                  <Time at={delivery.createdAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      <DeliveryDetail webhookId={webhookId} isDisabled={isDisabled} delivery={shown} close={() => setShown(null)} />
      <ReplayDrawer webhookId={webhookId} opened={isReplaying} close={() => setReplaying(false)} />
    </Panel>
  );
}

type DetailProps = DeliveriesProps & { delivery: Delivery | null; close: () => void };

function DeliveryDetail({ webhookId, isDisabled, delivery, close }: DetailProps) {
  const params = { id: webhookId, deliveryId: delivery?.id ?? 0 };
  const { data, error, refetch } = useEndpoint(
    readDelivery,
    { params },
    { enabled: delivery !== null, everySeconds: 5 },
  );
  const replay = useAction(replayDelivery, {
    changes: [listDeliveries, readDelivery, readOutgoingWebhook],
    done: () => showToast('Queued to be sent again.'),
  });
  return (
    <Modal
      opened={delivery !== null}
      onClose={close}
      size="lg"
      title={delivery?.kind}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={4} />}
      {data && (
        <div className={styles.stack}>
          <p className={styles.beside}>
            <DeliveryState delivery={data} />
            <span className="mono">{data.messageId}</span>
          </p>
          <CodeBlock label="Request body" code={pretty(data.body)} />
          <h3 className={styles.subtitle}>Attempts</h3>
          {data.tries.length === 0 && <p className="muted">Not tried yet.</p>}
          <ol className={styles.tries} aria-label="Attempts">
            {data.tries.map(({ at, status, reason, response, durationMs }) => (
              <li key={at} className={styles.try}>
                <span>
                  <Time at={at} />: {status === null ? (reason ?? 'no answer') : `HTTP ${status}`} after {durationMs} ms
                </span>
                {response && <CodeBlock label="Response" code={response} />}
              </li>
            ))}
          </ol>
          <Button
            disabled={isDisabled || data.state === 'sending' || data.state === 'pending'}
            loading={replay.isPending}
            onClick={() => replay.mutate({ params })}
          >
            Replay
          </Button>
          {isDisabled && <p className="muted">Enable the webhook to replay deliveries.</p>}
        </div>
      )}
    </Modal>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
