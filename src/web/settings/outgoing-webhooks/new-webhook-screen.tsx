import { useState } from 'react';
import { createOutgoingWebhook, listOutgoingWebhooks } from '../../../contract/outgoing/webhooks.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { errorsAtFields, WebhookFields, webhookFaults, webhookInput, webhookValues } from './webhook-form.tsx';
import styles from './webhooks.module.css';

const parents = [{ label: 'Outgoing webhooks', href: paths.outgoingWebhooks() }];

export function NewOutgoingWebhookScreen() {
  const go = useGo();
  const mayManage = useMay('platform.manage');
  const [made, setMade] = useState<{ id: number; secret: string } | null>(null);
  const create = useAction(createOutgoingWebhook, { changes: [listOutgoingWebhooks] });
  return (
    <>
      <PageHeader word="outgoing webhook" title="Add an outgoing webhook" parents={parents}>
        A signed POST to a program of yours for each event.
      </PageHeader>
      {mayManage ? (
        <div className={styles.narrow}>
          <Panel title="Settings">
            <FormFrame
              initialValues={webhookValues()}
              errorsAt={errorsAtFields}
              validate={webhookFaults}
              submitLabel="Create"
              submit={async (values) => setMade(await create.mutateAsync({ body: webhookInput(values) }))}
              done={() => {}}
              withoutCancel
            >
              {(form) => <WebhookFields form={form} />}
            </FormFrame>
          </Panel>
        </div>
      ) : (
        <EmptyState kind="cleared">Your role can’t add outgoing webhooks. Ask an admin.</EmptyState>
      )}
      <ShownSecret secret={made?.secret ?? null} close={() => go(paths.outgoingWebhook(made!.id))} />
    </>
  );
}
