import { Button } from '@mantine/core';
import { Navigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getSource,
  listSources,
  listSourceTypes,
  type Source,
  updateSource,
} from '../../../contract/detect/sources.ts';
import { getService } from '../../../contract/directory/services.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Time } from '../../ui/time/time.tsx';
import { DropNotice, MappingPanel } from '../mapping/mapping-panel.tsx';
import { AdditionalKeys } from './additional-keys.tsx';
import { CloseBackNotice, CloseBackPanel } from './close-back.tsx';
import { HeartbeatCard } from './heartbeat-card.tsx';
import { Listening } from './listening.tsx';
import { ReceivedRequests } from './received-requests.tsx';
import { RefusalNotice } from './refusal-notice.tsx';
import { SourceButtons } from './source-buttons.tsx';
import { SourceFields, sourceFaults, sourceFields, sourceInputOf, sourceValues } from './source-form.tsx';
import { SourceSetup } from './source-setup.tsx';
import { SourceState } from './source-state.tsx';
import { SourceTypeTitle } from './sources-screen.tsx';
import { Verification } from './verification/verification.tsx';

const parents = [{ label: 'Sources', href: paths.sources() }];
/** Somebody stands in front of the screen and waits for the first signal; after that there is no hurry. */
const waitingSeconds = 2;
const receivingSeconds = 5;

export function SourceScreen() {
  const id = Number(useParams({ from: '/app/sources/$id' }).id);
  const [everySeconds, setEverySeconds] = useState(waitingSeconds);
  const { data: source, error, isPending, refetch } = useEndpoint(getSource, { params: { id } }, { everySeconds });
  const wanted = source?.firstSignalAt ? receivingSeconds : waitingSeconds;
  if (wanted !== everySeconds) setEverySeconds(wanted);
  if (!source || source.id !== id) {
    return <UnreadScreen title={`Source ${id}`} parents={parents} error={isPending ? null : error} retry={refetch} />;
  }
  if (source.type === 'check') return <Navigate to="/checks/$id" params={{ id: String(id) }} replace />;
  return <SourceView key={id} source={source} />;
}

function SourceView({ source }: { source: Source }) {
  const hasSender = !source.isBuiltIn && source.type !== 'heartbeat';
  return (
    <>
      <PageHeader
        word="source"
        title={source.name}
        parents={parents}
        beside={<SourceState source={source} />}
        actions={<SourceButtons source={source} />}
      >
        <SourceTypeTitle source={source} />
        {source.isBuiltIn && ', used by Evenkeel to report its own problems'}
      </PageHeader>
      <WhoIsPaged kind="source" id={source.id} here={paths.source(source.id)} />
      {!source.isBuiltIn && !source.pausedAt && <Listening source={source} />}
      <RefusalNotice source={source} />
      <DropNotice source={source} />
      {hasSender && <CloseBackNotice source={source} />}
      <Columns aside={<Activity source={source} />}>
        {source.heartbeat && <HeartbeatCard source={source} heartbeat={source.heartbeat} />}
        {!source.isBuiltIn && !source.firstSignalAt && <SourceSetup source={source} />}
        <ReceivedRequests source={source} />
        {!source.isBuiltIn && source.firstSignalAt && <SourceSetup source={source} />}
        {hasSender && <MappingPanel source={source} />}
        {hasSender && <CloseBackPanel source={source} />}
        {!source.isBuiltIn && <Verification source={source} />}
        {!source.isBuiltIn && <AdditionalKeys source={source} />}
      </Columns>
    </>
  );
}

function Activity({ source }: { source: Source }) {
  const service = useEndpoint(
    getService,
    { params: { id: source.serviceId ?? 0 } },
    { enabled: source.serviceId !== null },
  );
  return (
    <Panel title="Activity" actions={<EditSource source={source} />}>
      <Facts
        facts={[
          [
            'Service',
            source.serviceId ? (
              <a key="service" href={paths.service(source.serviceId)}>
                {service.data?.name}
              </a>
            ) : source.pagesNobody ? (
              'None: its alerts page nobody'
            ) : (
              'None: the default escalation policy applies'
            ),
          ],
          ['First signal', source.firstSignalAt ? <Time key="first" at={source.firstSignalAt} /> : 'never'],
          ['Last signal', source.lastSignalAt && <Time at={source.lastSignalAt} />],
          [
            'Signals',
            <span key="signals" className="tabular">
              {countText(source.signalCount)}
            </span>,
          ],
          [
            'Needs attention',
            <span key="odd" className="tabular">
              {countText(source.oddCount)}
            </span>,
          ],
          ['Paused', source.pausedAt && <Time at={source.pausedAt} />],
          [
            'Slug',
            <span key="slug" className="mono">
              {source.slug}
            </span>,
          ],
        ]}
      />
      <a href={paths.alerts({ state: 'all', sourceId: source.id })}>Alerts from this source</a>
    </Panel>
  );
}

const valuesOf = (source: Source) => sourceValues(source.type, source);

function EditSource({ source }: { source: Source }) {
  const [opened, setOpened] = useState(false);
  const mayManage = useMay('sources.manage');
  const types = useEndpoint(listSourceTypes, {});
  const type = types.data?.items.find((one) => one.type === source.type);
  const update = useAction(updateSource, {
    changes: [getSource, listSources],
    done: () => showToast('Saved. Applies to new signals.'),
  });
  useCommands(mayManage ? [{ label: 'Edit source settings', keys: ',', run: () => setOpened(true) }] : []);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)} {...useGuard('sources.manage')}>
        Settings
      </Button>
      <FormDrawer
        title="Settings"
        opened={opened}
        close={() => setOpened(false)}
        initialValues={valuesOf(source)}
        edited={edited(source, valuesOf, sourceFields, () => api.call(getSource, { params: { id: source.id } }))}
        validate={sourceFaults}
        submitLabel="Save"
        submit={(values, { ifMatch }) =>
          update.mutateAsync({ params: { id: source.id }, body: sourceInputOf(source.type, values), ifMatch })
        }
      >
        {(form) => <SourceFields form={form} type={type} isNew={false} />}
      </FormDrawer>
    </>
  );
}
