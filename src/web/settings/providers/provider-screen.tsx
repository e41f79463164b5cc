import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { listChannels } from '../../../contract/respond/channels.ts';
import {
  changeProvider,
  listProviderKinds,
  listProviders,
  type Provider,
  type ProviderKind,
  readProvider,
  removeProvider,
} from '../../../contract/respond/providers.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { changedSettings, errorsAtSettings } from '../../directory/channels/described-values.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { CopyField } from '../../ui/text/copy-field.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Time } from '../../ui/time/time.tsx';
import { ConnectionState } from '../connection-state.tsx';
import { ProviderFields, providerFaults, providerFieldNames, providerValues } from './provider-form.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { TestProvider } from './test-provider.tsx';

type ProviderDetail = OutputOf<typeof readProvider>;

const parents = [{ label: 'Providers', href: paths.providers() }];
const changes = [readProvider, listProviders, listChannels];

export function ProviderScreen() {
  const id = Number(useParams({ from: '/app/settings/providers/$id' }).id);
  const { data, error, refetch } = useEndpoint(readProvider, { params: { id } }, { everySeconds: 30 });
  const kinds = useEndpoint(listProviderKinds, {});
  const kind = kinds.data?.items.find((one) => one.kind === data?.kind);
  if (!data || data.id !== id || !kind) {
    const retry = () => Promise.all([refetch(), kinds.refetch()]);
    return <UnreadScreen title={`Provider ${id}`} parents={parents} error={error ?? kinds.error} retry={retry} />;
  }
  return <ProviderView key={id} provider={data} kind={kind} />;
}

function ProviderView({ provider, kind }: { provider: ProviderDetail; kind: ProviderKind }) {
  return (
    <>
      <PageHeader
        word="provider"
        title={provider.name}
        parents={parents}
        beside={<ConnectionState of={provider} />}
        actions={<ProviderButtons provider={provider} />}
      >
        {kind.title}: {provider.hint}
      </PageHeader>
      <Columns
        aside={
          <>
            <About provider={provider} kind={kind} />
            <Panel title="Setup">
              {provider.hookUrl && (
                <CopyField
                  label="Address for receipts and replies"
                  description="The service must be able to reach it."
                  value={provider.hookUrl}
                />
              )}
              <SetupSteps steps={provider.steps} />
            </Panel>
          </>
        }
      >
        <Panel title="Send a test">
          <TestProvider provider={provider} kind={kind} />
        </Panel>
        <Panel title="Settings">
          <EditProvider provider={provider} kind={kind} />
        </Panel>
      </Columns>
    </>
  );
}

function ProviderButtons({ provider }: { provider: Provider }) {
  const { id, name, disabledAt, contactMethodCount, version } = provider;
  const go = useGo();
  const [isDeleting, setDeleting] = useState(false);
  const change = useAction(changeProvider, {
    changes,
    done: ({ disabledAt: off }) =>
      showToast(off ? `${name} is disabled: nothing is sent through it.` : `${name} is enabled.`),
  });
  const remove = useAction(removeProvider, { changes: [listProviders, listChannels] });
  return (
    <>
      <Button
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate({ params: { id }, body: { enabled: disabledAt !== null }, ifMatch: version })}
      >
        {disabledAt ? 'Enable' : 'Disable'}
      </Button>
      <Button variant="default" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      <ConfirmDanger
        title={`Delete “${name}”?`}
        confirmLabel="Delete provider"
        opened={isDeleting}
        close={() => setDeleting(false)}
        run={async () => {
          await remove.mutateAsync({ params: { id } });
          go(paths.providers());
        }}
      >
        {contactMethodCount === 0
          ? 'Its settings are deleted, and nothing is sent through it any more.'
          : `${contactMethodCount} contact ${contactMethodCount === 1 ? 'method goes' : 'methods go'} only through it, so it cannot be deleted now. Disable it instead.`}
      </ConfirmDanger>
    </>
  );
}

function About({ provider, kind }: { provider: Provider; kind: ProviderKind }) {
  return (
    <Panel title="About">
      <Facts
        facts={[
          ['Carries', kind.channels.map(({ title }) => title).join(', ')],
          ['Last message', provider.lastOutcome],
          ['At', provider.lastOutcomeAt && <Time at={provider.lastOutcomeAt} />],
          ['Contact methods', provider.contactMethodCount > 0 && `${provider.contactMethodCount} use only this one`],
          ['Live service', !kind.isVerified && 'not verified against it'],
          ['Added', <Time key="added" at={provider.createdAt} />],
        ]}
      />
    </Panel>
  );
}

function EditProvider({ provider, kind }: { provider: ProviderDetail; kind: ProviderKind }) {
  const params = { id: provider.id };
  const change = useAction(changeProvider, { changes, done: () => showToast('Saved.') });
  // Filled anew after each save: what was typed as a secret does not stay on the screen.
  const [saves, setSaves] = useState(0);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (saves > 0) element.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, [saves]);
  const valuesOf = (one: Provider) => providerValues(kind, one);
  return (
    <div ref={element}>
      <FormFrame
        key={saves}
        initialValues={valuesOf(provider)}
        edited={edited(provider, valuesOf, providerFieldNames(kind), () => api.call(readProvider, { params }))}
        errorsAt={errorsAtSettings(kind.fields)}
        validate={(values) => providerFaults(kind, values, provider.secretsSet)}
        submitLabel="Save"
        submit={({ settings, ...values }, { ifMatch, before }) => {
          const body = { ...values, settings: changedSettings(kind.fields, settings, before.settings) };
          return change.mutateAsync({ params, body, ifMatch });
        }}
        done={() => setSaves(saves + 1)}
        withoutCancel
      >
        {(form) => <ProviderFields form={form} kind={kind} secretsSet={provider.secretsSet} />}
      </FormFrame>
    </div>
  );
}
