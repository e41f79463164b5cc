import { ActionIcon, Button } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  listProviderKinds,
  listProviders,
  orderProviders,
  type Provider,
  type ProviderKind,
} from '../../../contract/respond/providers.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useOrder } from '../../data/use-order.ts';
import { ChannelIcon } from '../../directory/channels/channel-icon.tsx';
import { useChannels } from '../../directory/channels/use-channels.ts';
import { useCommands } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { moved } from '../../ui/list/moved.ts';
import { useFocusOfMoved } from '../../ui/list/use-focus-of-moved.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { ConnectionState } from '../connection-state.tsx';
import { KindChoices } from './kind-choices.tsx';
import { LastOutcome } from './last-outcome.tsx';
import styles from './providers.module.css';

/** The services that carry messages, in the order they are tried. */
export function ProvidersScreen() {
  const mayManage = useMay('platform.manage');
  const go = useGo();
  const add = () => go(paths.newProvider());
  useCommands(mayManage ? [{ label: 'Add a provider', keys: 'n', run: add }] : []);
  return (
    <>
      <PageHeader word="provider" title="Providers" actions={mayManage && <Button onClick={add}>Add provider</Button>}>
        The services that carry messages to people.
      </PageHeader>
      {mayManage ? <Providers /> : <EmptyState kind="cleared">Your role does not have access to this.</EmptyState>}
    </>
  );
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

function Providers() {
  const { data, error, refetch } = useEndpoint(listProviders, {}, { everySeconds: 30 });
  const kinds = useEndpoint(listProviderKinds, {});
  const channels = useChannels().data?.items ?? [];
  const direct = channels.filter((each) => each.providers === null).map(({ title }) => title);
  const failed = error ?? kinds.error;
  if (failed && !(data && kinds.data))
    return <ErrorState error={failed} retry={() => void Promise.all([refetch(), kinds.refetch()])} />;
  if (!data || !kinds.data) return <LoadingRows rows={4} label="Loading the providers" />;
  if (data.items.length > 0) return <ProviderList providers={data.items} kinds={kinds.data.items} />;
  return (
    <>
      <EmptyState kind="first-use" title="No providers yet">
        {direct.length > 0 && `${list.format(direct)} work without one. `}
        For everything else, add the service that carries it: an account, a server or a workspace. After that, people
        can add it to their contact methods.
      </EmptyState>
      <Section title="What you can add">
        <KindChoices kinds={kinds.data.items} chosen={null} />
      </Section>
    </>
  );
}

function ProviderList({ providers, kinds }: { providers: Provider[]; kinds: ProviderKind[] }) {
  const put = useOrder<Provider>(listProviders, orderProviders);
  const keepFocus = useFocusOfMoved(providers);
  const move = (index: number, by: -1 | 1, button: HTMLElement) => {
    keepFocus(button);
    put(moved(providers, index, by));
  };
  return (
    <Section title="Tried in this order">
      <p className="muted">
        Where several providers carry a channel, the first that is enabled takes the message; if it fails, the next one
        is tried.
      </p>
      <Cards label="Providers">
        {providers.map((provider, index) => {
          const kind = kinds.find((one) => one.kind === provider.kind);
          return (
            <Card
              key={provider.id}
              actions={
                <>
                  <ConnectionState of={provider} />
                  <span className={styles.moves}>
                    <ActionIcon
                      aria-label={`Move ${provider.name} up`}
                      disabled={index === 0}
                      onClick={(event) => move(index, -1, event.currentTarget)}
                    >
                      <ArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`Move ${provider.name} down`}
                      disabled={index === providers.length - 1}
                      onClick={(event) => move(index, 1, event.currentTarget)}
                    >
                      <ArrowDown size={14} />
                    </ActionIcon>
                  </span>
                </>
              }
            >
              <a className={styles.named} href={paths.provider(provider.id)}>
                <ChannelIcon name={kind?.icon} /> <strong>{provider.name}</strong>
              </a>
              <span className="muted">
                {kind?.title ?? provider.kind}: {provider.hint}
              </span>
              <span className="muted">
                Channels: {kind?.channels.map(({ title }) => title).join(', ')}
                {provider.countries.length > 0 && ` for ${provider.countries.join(', ')}`}
              </span>
              <LastOutcome provider={provider} />
            </Card>
          );
        })}
      </Cards>
    </Section>
  );
}
