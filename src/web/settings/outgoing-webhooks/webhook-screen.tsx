import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  deleteOutgoingWebhook,
  listDeliveries,
  listOutgoingWebhooks,
  type OutgoingWebhook,
  readOutgoingWebhook,
  rotateOutgoingWebhookSecret,
  testOutgoingWebhook,
  updateOutgoingWebhook,
} from '../../../contract/outgoing/webhooks.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { changedOnly } from '../../ui/form/merge-changes.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Time } from '../../ui/time/time.tsx';
import { Deliveries } from './deliveries.tsx';
import { ShownSecret } from './shown-secret.tsx';
import {
  errorsAtFields,
  WebhookFields,
  webhookFaults,
  webhookFieldNames,
  webhookInput,
  webhookValues,
} from './webhook-form.tsx';
import { WebhookState } from './webhook-state.tsx';

const parents = [{ label: 'Outgoing webhooks', href: paths.outgoingWebhooks() }];
const changes = [readOutgoingWebhook, listOutgoingWebhooks, listDeliveries];

export function OutgoingWebhookScreen() {
  const id = Number(useParams({ from: '/app/settings/outgoing-webhooks/$id' }).id);
  const { data, error, refetch } = useEndpoint(readOutgoingWebhook, { params: { id } }, { everySeconds: 10 });
  if (!data || data.id !== id)
    return <UnreadScreen title={`Outgoing webhook ${id}`} parents={parents} error={error} retry={refetch} />;
  return <WebhookView key={id} webhook={data} />;
}

function WebhookView({ webhook }: { webhook: OutgoingWebhook }) {
  const { id, name, disabledReason, disabledAt, heldCount } = webhook;
  return (
    <>
      <PageHeader
        word="outgoing webhook"
        title={name}
        parents={parents}
        beside={<WebhookState webhook={webhook} />}
        actions={<WebhookButtons webhook={webhook} />}
      >
        {webhook.hint}
      </PageHeader>
      <Columns
        aside={
          <>
            <About webhook={webhook} />
            <Panel title="Settings">
              <EditWebhook webhook={webhook} />
            </Panel>
          </>
        }
      >
        {disabledReason && disabledAt && (
          <Panel title="Evenkeel disabled this webhook">
            <p>
              {disabledReason.charAt(0).toUpperCase() + disabledReason.slice(1)}. Nothing has been sent since{' '}
              <Time at={disabledAt} />. Repair the receiver, send a test, enable the webhook, and replay what was held
              {heldCount > 0 && ` (${heldCount})`}.
            </p>
          </Panel>
        )}
        <Deliveries webhookId={id} isDisabled={disabledAt !== null} />
      </Columns>
    </>
  );
}

function WebhookButtons({ webhook: { id, name, disabledAt, version } }: { webhook: OutgoingWebhook }) {
  const go = useGo();
  const [isDeleting, setDeleting] = useState(false);
  const [isRotating, setRotating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const params = { id };
  const change = useAction(updateOutgoingWebhook, {
    changes,
    done: ({ disabledAt: off }) => showToast(off ? `${name} is disabled: nothing is sent.` : `${name} is enabled.`),
  });
  const test = useAction(testOutgoingWebhook, {
    changes,
    done: ({ isDelivered, attempt }) =>
      showToast(isDelivered ? `The receiver took the test (${attempt.status}).` : `Not delivered: ${attempt.reason}.`),
  });
  const rotate = useAction(rotateOutgoingWebhookSecret, { changes });
  const remove = useAction(deleteOutgoingWebhook, { changes: [listOutgoingWebhooks] });
  return (
    <>
      <Button variant="default" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      <Button variant="default" onClick={() => setRotating(true)}>
        Rotate secret
      </Button>
      <Button
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate({ params, body: { enabled: disabledAt !== null }, ifMatch: version })}
      >
        {disabledAt ? 'Enable' : 'Disable'}
      </Button>
      <Button loading={test.isPending} onClick={() => test.mutate({ params })}>
        Send a test
      </Button>
      <ConfirmDanger
        title="Rotate the signing secret?"
        confirmLabel="Rotate secret"
        opened={isRotating}
        close={() => setRotating(false)}
        run={async () => setSecret((await rotate.mutateAsync({ params })).secret)}
      >
        A new secret is made. For 24 hours every request is signed with both, so your receiver can change over.
      </ConfirmDanger>
      <ConfirmDanger
        title={`Delete “${name}”?`}
        confirmLabel="Delete webhook"
        opened={isDeleting}
        close={() => setDeleting(false)}
        run={async () => {
          await remove.mutateAsync({ params });
          go(paths.outgoingWebhooks());
        }}
      >
        Its deliveries are deleted as well, also those that still wait.
      </ConfirmDanger>
      <ShownSecret secret={secret} close={() => setSecret(null)} />
    </>
  );
}

function About({ webhook }: { webhook: OutgoingWebhook }) {
  const { lastOutcome, lastOutcomeAt, previousSecretUntil, pendingCount, heldCount, createdAt } = webhook;
  return (
    <Panel title="About">
      <Facts
        facts={[
          ['Last attempt', lastOutcome],
          ['At', lastOutcomeAt && <Time at={lastOutcomeAt} />],
          ['Waiting', pendingCount > 0 && `${pendingCount}`],
          ['Held', heldCount > 0 && `${heldCount}`],
          ['Old secret signs until', previousSecretUntil && <Time at={previousSecretUntil} />],
          ['Added', <Time key="added" at={createdAt} />],
        ]}
      />
    </Panel>
  );
}

function EditWebhook({ webhook }: { webhook: OutgoingWebhook }) {
  const params = { id: webhook.id };
  const change = useAction(updateOutgoingWebhook, { changes, done: () => showToast('Saved.') });
  return (
    <FormFrame
      initialValues={webhookValues(webhook)}
      edited={edited(webhook, webhookValues, webhookFieldNames, () => api.call(readOutgoingWebhook, { params }))}
      errorsAt={errorsAtFields}
      validate={webhookFaults}
      submitLabel="Save"
      submit={(values, { ifMatch, before }) =>
        change.mutateAsync({ params, body: changedOnly(webhookInput(before), webhookInput(values)), ifMatch })
      }
      done={() => {}}
      withoutCancel
    >
      {(form) => <WebhookFields form={form} />}
    </FormFrame>
  );
}
