import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  cancelStatusMaintenance,
  createStatusMaintenance,
  listStatusMaintenances,
  type StatusMaintenance,
  updateStatusMaintenance,
} from '../../../contract/communicate/status-maintenances.ts';
import {
  listStatusComponents,
  readStatusPage,
  type StatusComponent,
} from '../../../contract/communicate/status-page.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { edited, latestOf } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { SearchMultiSelect } from '../../ui/form/search-select.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone, planOf } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';

const looks = {
  scheduled: 'scheduled',
  'in-progress': 'in_progress',
  completed: 'completed',
  canceled: 'cancelled',
} as const;

/** Planned work that customers are told of. */
export function MaintenanceSection() {
  const list = usePagedEndpoint(
    listStatusMaintenances,
    { query: { limit: 20 } },
    { everySeconds: 60, follows: ['statusMaintenance'] },
  );
  const components = useEndpoint(listStatusComponents, {});
  const cancel = useAction(cancelStatusMaintenance, { changes: [listStatusMaintenances, listStatusComponents] });
  const isOff = useIsPageOff();
  const [edited, setEdited] = useState<StatusMaintenance | 'new' | null>(null);
  const [tellsEnd, setTellsEnd] = useState(true);
  const [ended, setEnded] = useState<StatusMaintenance | null>(null);
  const guard = useGuard('maintenance.manage');
  const nameOf = (id: number) => components.data?.items.find((item) => item.id === id)?.name ?? `component ${id}`;
  return (
    <Section
      title="Scheduled maintenance"
      actions={
        <Button variant="default" {...guard} onClick={() => setEdited('new')}>
          Announce maintenance
        </Button>
      }
    >
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={2} label="Loading the maintenance" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="cleared">No scheduled maintenance.</EmptyState>
      )}
      {list.rows.length > 0 && (
        <Cards label="Announced maintenance">
          {list.rows.map((item) => (
            <Card
              key={item.id}
              actions={
                (item.state === 'scheduled' || item.state === 'in-progress') && (
                  <>
                    <Button
                      variant="default"
                      {...guard}
                      onClick={() => setEdited(item)}
                      aria-label={`Edit ${item.title}`}
                    >
                      Edit
                    </Button>
                    <Button variant="default" color="red" {...guard} onClick={() => setEnded(item)}>
                      {item.state === 'scheduled' ? 'Cancel maintenance' : 'End now'}
                    </Button>
                  </>
                )
              }
            >
              <div>
                <strong>{item.title}</strong> <StateBadge state={looks[item.state]} />
              </div>
              <div className="tabular">{planOf(item.startsAt, item.endsAt)}</div>
              <div className="muted">{item.componentIds.map(nameOf).join(', ')}</div>
              <div className="muted">
                {item.mutes ? (
                  <>
                    Alerts for {item.mutes.services.map(({ name }) => name).join(', ')}{' '}
                    {item.state === 'completed' ? 'were' : 'are'} <a href={paths.maintenance()}>muted</a> during this
                    time
                  </>
                ) : (
                  item.state !== 'completed' && item.state !== 'canceled' && 'Alerts page as usual'
                )}
              </div>
            </Card>
          ))}
        </Cards>
      )}
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      {edited && (
        <MaintenanceForm
          key={edited === 'new' ? 'new' : edited.id}
          known={edited === 'new' ? null : edited}
          close={() => setEdited(null)}
        />
      )}
      <ConfirmDanger
        title={ended?.state === 'scheduled' ? 'Cancel this maintenance?' : 'End this maintenance now?'}
        confirmLabel={ended?.state === 'scheduled' ? 'Cancel maintenance' : 'End now'}
        opened={ended !== null}
        close={() => setEnded(null)}
        run={() =>
          cancel.mutateAsync({ params: { id: ended?.id ?? 0 }, body: { notifySubscribers: tellsEnd && !isOff } })
        }
      >
        <p>
          “{ended?.title}”. The public page {isOff ? 'is off and shows nothing' : 'is updated immediately'}
          {ended?.mutes && ', and alerts page again'}.
        </p>
        <Checkbox
          label="E-mail subscribers"
          description={isOff && pageIsOff}
          disabled={isOff}
          checked={tellsEnd && !isOff}
          onChange={(event) => setTellsEnd(event.currentTarget.checked)}
        />
      </ConfirmDanger>
    </Section>
  );
}

const valuesOf = (known: StatusMaintenance) => ({
  title: known.title,
  body: known.body,
  startsAt: fieldTextOf(known.startsAt, displayZone()),
  endsAt: fieldTextOf(known.endsAt, displayZone()),
  componentIds: known.componentIds.map(String),
  muteAlerts: known.mutes !== null,
  notifySubscribers: true,
  knownInstants: { startsAt: known.startsAt, endsAt: known.endsAt },
});

const fields = {
  title: 'Title',
  body: 'What customers notice',
  startsAt: 'From',
  endsAt: 'Until',
  componentIds: 'Components',
  muteAlerts: 'Mute alerts',
  notifySubscribers: 'E-mail subscribers',
  knownInstants: null,
};

const pageIsOff = 'The status page is off, so nobody is e-mailed.';

/** Whether nothing is public now: what is announced is then kept, and mailed to nobody. */
const useIsPageOff = () => useEndpoint(readStatusPage, {}).data?.enabled === false;

/** Announces maintenance, or changes what was announced. */
function MaintenanceForm({ known, close }: { known: StatusMaintenance | null; close: () => void }) {
  const zone = displayZone();
  const components = useEndpoint(listStatusComponents, {});
  const isOff = useIsPageOff();
  const changes = [listStatusMaintenances, listStatusComponents];
  const create = useAction(createStatusMaintenance, { changes });
  const update = useAction(updateStatusMaintenance, { changes });
  const inHours = (hours: number) => new Date(serverNow() + hours * 3_600_000).toISOString();
  return (
    <FormDrawer
      title={known ? 'Edit maintenance' : 'Announce maintenance'}
      opened
      close={close}
      initialValues={
        known
          ? valuesOf(known)
          : {
              title: '',
              body: '',
              startsAt: fieldTextOf(inHours(24), zone),
              endsAt: fieldTextOf(inHours(25), zone),
              componentIds: [],
              muteAlerts: true,
              notifySubscribers: true,
              knownInstants: { startsAt: '', endsAt: '' },
            }
      }
      edited={
        known
          ? edited(known, valuesOf, fields, async () => {
              const { items } = await api.call(listStatusMaintenances, { query: { limit: 100 } });
              return latestOf(items, known);
            })
          : undefined
      }
      validate={({ title, componentIds, startsAt, endsAt }) => ({
        ...(title.trim() === '' && { title: 'Enter a title.' }),
        ...(componentIds.length === 0 && { componentIds: 'Select at least one component.' }),
        ...((instantOfField(endsAt, zone) ?? '') <= (instantOfField(startsAt, zone) ?? '') && {
          endsAt: 'The end must be after the start.',
        }),
      })}
      submitLabel={known ? 'Save' : 'Announce'}
      submit={(
        { startsAt, endsAt, componentIds, muteAlerts, knownInstants, ...values },
        { ifMatch, idempotencyKey },
      ) => {
        const body = {
          ...values,
          notifySubscribers: values.notifySubscribers && !isOff,
          startsAt: instantOfField(startsAt, zone, knownInstants.startsAt) ?? '',
          endsAt: instantOfField(endsAt, zone, knownInstants.endsAt) ?? '',
          componentIds: componentIds.map(Number),
          // While it is not known which services are behind the components, the choice stands.
          muteAlerts: muteAlerts && (!components.data || canMute(componentIds, components.data.items)),
        };
        return known
          ? update.mutateAsync({ params: { id: known.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <TextInput label="Title" required data-autofocus maxLength={200} {...form.getInputProps('title')} />
          <Textarea label="What customers notice" autosize minRows={3} {...form.getInputProps('body')} />
          <DateTimeField zone={zone} label="From" description={`In ${zone}.`} {...form.getInputProps('startsAt')} />
          <DateTimeField zone={zone} label="Until" description={`In ${zone}.`} {...form.getInputProps('endsAt')} />
          <SearchMultiSelect
            label="Components"
            required
            data={components.data?.items.map(({ id, name }) => ({ value: String(id), label: name })) ?? []}
            {...form.getInputProps('componentIds')}
          />
          <Checkbox
            label="Mute alerts"
            description={
              canMute(form.values.componentIds, components.data?.items)
                ? 'Alerts for the services behind these components page nobody from start to end.'
                : 'None of these components belongs to a service, so alerts page as usual.'
            }
            disabled={!canMute(form.values.componentIds, components.data?.items)}
            {...form.getInputProps('muteAlerts', { type: 'checkbox' })}
          />
          <Checkbox
            label="E-mail subscribers now"
            description={isOff && pageIsOff}
            disabled={isOff}
            {...form.getInputProps('notifySubscribers', { type: 'checkbox' })}
            {...(isOff && { checked: false })}
          />
        </>
      )}
    </FormDrawer>
  );
}

/** Only alerts of a service can be muted: one of the chosen components has to belong to one. */
function canMute(componentIds: string[], components: StatusComponent[] = []): boolean {
  return components.some(({ id, serviceId }) => serviceId !== null && componentIds.includes(String(id)));
}
