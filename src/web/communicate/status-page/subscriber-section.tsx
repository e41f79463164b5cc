import { Button } from '@mantine/core';
import { useState } from 'react';
import { deleteSubscriber, listSubscribers, type Subscriber } from '../../../contract/communicate/subscribers.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';

/** How many are told, and who. Addresses are for those alone who look after the page. */
export function SubscriberPanel() {
  const mayManage = useMay('status-pages.manage');
  const { data, error, refetch } = useEndpoint(
    listSubscribers,
    { query: { limit: 20 } },
    { enabled: mayManage, follows: ['subscriber'], everySeconds: 60 },
  );
  const remove = useAction(deleteSubscriber, { changes: [listSubscribers] });
  const [removed, setRemoved] = useState<Subscriber | null>(null);
  return (
    <Panel title="Subscribers">
      {!mayManage && <p className="muted">Only admins can see subscribers.</p>}
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {mayManage && !data && !error && <LoadingRows rows={2} />}
      {data && (
        <p>
          <strong className="tabular">{data.confirmedCount}</strong> confirmed
        </p>
      )}
      {data && data.items.length === 0 && <p className="muted">No subscribers yet.</p>}
      {data && data.items.length > 0 && (
        <Cards label="Newest subscribers">
          {data.items.map((item) => (
            <Card
              key={item.id}
              actions={
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Remove ${item.email}`}
                  onClick={() => setRemoved(item)}
                >
                  Remove
                </Button>
              }
            >
              <span>{item.email}</span>
              <span className="muted">
                {item.confirmedAt ? (
                  <>
                    confirmed <Time at={item.confirmedAt} />
                  </>
                ) : (
                  'not confirmed'
                )}
              </span>
            </Card>
          ))}
        </Cards>
      )}
      <ConfirmDanger
        title="Remove this subscriber?"
        confirmLabel="Remove subscriber"
        opened={removed !== null}
        close={() => setRemoved(null)}
        run={() => remove.mutateAsync({ params: { id: removed?.id ?? 0 } })}
      >
        {removed?.email} will get no more e-mails, and all their data is deleted.
      </ConfirmDanger>
    </Panel>
  );
}
