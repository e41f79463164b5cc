import { useSearch } from '@tanstack/react-router';
import { listChannels } from '../../../contract/respond/channels.ts';
import {
  addProvider,
  listProviderKinds,
  listProviders,
  type ProviderKind,
} from '../../../contract/respond/providers.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { errorsAtSettings, newSettings } from '../../directory/channels/described-values.ts';
import { paths } from '../../paths.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { KindChoices } from './kind-choices.tsx';
import { ProviderFields, providerFaults, providerValues } from './provider-form.tsx';
import { SetupSteps } from './setup-steps.tsx';

const parents = [{ label: 'Providers', href: paths.providers() }];

/** Which service, then how it is reached, with its setup beside the form. */
export function NewProviderScreen() {
  const { kind: chosen } = useSearch({ from: '/app/settings/providers/new' });
  const mayManage = useMay('platform.manage');
  const { data, error, refetch } = useEndpoint(listProviderKinds, {}, { enabled: mayManage });
  const kind = data?.items.find((one) => one.kind === chosen);
  return (
    <>
      <PageHeader word="provider" title={kind ? `Add ${kind.title}` : 'Add a provider'} parents={parents}>
        {kind ? kind.description : 'Choose the service that carries your messages.'}
      </PageHeader>
      {!mayManage ? (
        <EmptyState kind="cleared">Your role can’t add providers. Ask an admin.</EmptyState>
      ) : !data ? (
        error ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <LoadingRows />
        )
      ) : (
        <>
          <Section title="1. Choose a service" actions={kind && <a href={paths.newProvider()}>Choose another</a>}>
            <KindChoices kinds={kind ? [kind] : data.items} chosen={kind?.kind ?? null} />
          </Section>
          {kind && <NewProvider key={kind.kind} kind={kind} />}
        </>
      )}
    </>
  );
}

function NewProvider({ kind }: { kind: ProviderKind }) {
  const go = useGo();
  const known = useEndpoint(listProviders, {}).data?.items ?? [];
  const add = useAction(addProvider, { changes: [listProviders, listChannels] });
  // Behind all that are there: what works is not pushed aside by something new.
  const position = Math.min(1000, Math.max(-1, ...known.map((each) => each.position)) + 1);
  return (
    <Section title="2. Fill in the settings">
      <Columns
        aside={
          <Panel title="Setup">
            <SetupSteps steps={kind.steps} />
          </Panel>
        }
      >
        <FormFrame
          initialValues={providerValues(kind)}
          errorsAt={errorsAtSettings(kind.fields)}
          validate={(values) => providerFaults(kind, values)}
          submitLabel="Add provider"
          submit={async ({ settings, ...values }) => {
            const body = { ...values, kind: kind.kind, position, settings: newSettings(kind.fields, settings) };
            const provider = await add.mutateAsync({ body });
            showToast(`${provider.name} is added. Send a test to see whether it works.`);
            go(paths.provider(provider.id));
          }}
          done={() => {}}
          withoutCancel
        >
          {(form) => <ProviderFields form={form} kind={kind} />}
        </FormFrame>
      </Columns>
    </Section>
  );
}
