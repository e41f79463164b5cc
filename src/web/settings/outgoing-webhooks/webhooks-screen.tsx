import { Button } from '@mantine/core';
import { listOutgoingWebhooks, type OutgoingWebhook } from '../../../contract/outgoing/webhooks.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { eventTitle, webhookValues } from './webhook-form.tsx';
import { WebhookState } from './webhook-state.tsx';

/** The programs elsewhere that are told of events. */
export function OutgoingWebhooksScreen() {
  const mayManage = useMay('platform.manage');
  const go = useGo();
  const add = () => go(paths.newOutgoingWebhook());
  useCommands(mayManage ? [{ label: 'Add an outgoing webhook', keys: 'n', run: add }] : []);
  return (
    <>
      <PageHeader
        word="outgoing webhook"
        title="Outgoing webhooks"
        actions={mayManage && <Button onClick={add}>Add outgoing webhook</Button>}
      >
        Tell other programs what happens here, with a signed POST for each event.
      </PageHeader>
      {mayManage ? (
        <Webhooks add={add} />
      ) : (
        <EmptyState kind="cleared">Your role does not have access to this.</EmptyState>
      )}
    </>
  );
}

function Webhooks({ add }: { add: () => void }) {
  const { data, error, refetch } = useEndpoint(listOutgoingWebhooks, {}, { everySeconds: 30 });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} label="Loading the outgoing webhooks" />;
  if (data.items.length === 0)
    return (
      <EmptyState
        kind="first-use"
        title="No outgoing webhooks yet"
        action={{ label: 'Add outgoing webhook', run: add }}
      >
        Send events to a chat bot, a ticket system or a data warehouse. Choose which events, and every request is signed
        and tried again until it is delivered.
      </EmptyState>
    );
  return (
    <Cards label="Outgoing webhooks">
      {data.items.map((webhook) => (
        <Card key={webhook.id} actions={<WebhookState webhook={webhook} />}>
          <a href={paths.outgoingWebhook(webhook.id)}>
            <strong>{webhook.name}</strong>
          </a>
          <span className="muted">{webhook.hint}</span>
          <span className="muted">{eventsText(webhook)}</span>
          {webhook.disabledReason && <span>{webhook.disabledReason}</span>}
          {webhook.pendingCount > 0 && <span className="muted">{webhook.pendingCount} waiting to be delivered</span>}
        </Card>
      ))}
    </Cards>
  );
}

function eventsText(webhook: OutgoingWebhook): string {
  const titles = webhookValues(webhook).events.map(eventTitle);
  if (titles.length === 0) return 'All events';
  return titles.length <= 4 ? titles.join(', ') : `${titles.slice(0, 3).join(', ')} and ${titles.length - 3} more`;
}
