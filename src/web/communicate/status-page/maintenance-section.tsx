import { Button, Checkbox, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  cancelStatusMaintenance,
  createStatusMaintenance,
  listStatusMaintenances,
  type StatusMaintenance,
} from '../../../contract/status-maintenances.ts';
import { listStatusComponents } from '../../../contract/status-page.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { fieldTextOf, instantOfField } from '../../detect/maintenance/zoned-time.ts';
import { useGuard } from '../../directory/may.ts';
import { ConfirmDanger } from '../../ui/confirm-danger.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { Card, Cards, Section } from '../../ui/section.tsx';
import { serverNow } from '../../ui/server-clock.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { displayZone, planOf } from '../../ui/time.tsx';

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
    { everySeconds: 60, follows: ['status_maintenance'] },
  );
  const components = useEndpoint(listStatusComponents, {});
  const cancel = useAction(cancelStatusMaintenance, { changes: [listStatusMaintenances, listStatusComponents] });
  const [isAdding, setAdding] = useState(false);
  const [ended, setEnded] = useState<StatusMaintenance | null>(null);
  const guard = useGuard('maintenance.manage');
  const nameOf = (id: number) => components.data?.items.find((item) => item.id === id)?.name ?? `component ${id}`;
  return (
    <Section
      title="Scheduled maintenance"
      actions={
        <Button variant="default" {...guard} onClick={() => setAdding(true)}>
          Announce maintenance
        </Button>
      }
    >
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={2} label="Loading the maintenance" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="cleared">No maintenance is announced.</EmptyState>
      )}
      {list.rows.length > 0 && (
        <Cards label="Announced maintenance">
          {list.rows.map((item) => (
            <Card
              key={item.id}
              actions={
                (item.state === 'scheduled' || item.state === 'in-progress') && (
                  <Button variant="default" color="red" {...guard} onClick={() => setEnded(item)}>
                    {item.state === 'scheduled' ? 'Call off' : 'End now'}
                  </Button>
                )
              }
            >
              <div>
                <strong>{item.title}</strong> <StateBadge state={looks[item.state]} />
              </div>
              <div className="tabular">{planOf(item.startsAt, item.endsAt)}</div>
              <div className="muted">{item.componentIds.map(nameOf).join(', ')}</div>
            </Card>
          ))}
        </Cards>
      )}
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      <MaintenanceForm opened={isAdding} close={() => setAdding(false)} />
      <ConfirmDanger
        title={ended?.state === 'scheduled' ? 'Call this maintenance off?' : 'End this maintenance now?'}
        confirmLabel={ended?.state === 'scheduled' ? 'Call it off' : 'End it now'}
        opened={ended !== null}
        close={() => setEnded(null)}
        run={() => cancel.mutateAsync({ params: { id: ended?.id ?? 0 }, body: { notifySubscribers: false } })}
      >
        “{ended?.title}”. The public page says so at once; subscribers get no mail.
      </ConfirmDanger>
    </Section>
  );
}

function MaintenanceForm({ opened, close }: { opened: boolean; close: () => void }) {
  const zone = displayZone();
  const components = useEndpoint(listStatusComponents, {}, { enabled: opened });
  const create = useAction(createStatusMaintenance, { changes: [listStatusMaintenances, listStatusComponents] });
  const inHours = (hours: number) => fieldTextOf(new Date(serverNow() + hours * 3_600_000).toISOString(), zone);
  return (
    <FormDrawer
      title="Announce maintenance"
      opened={opened}
      close={close}
      initialValues={{
        title: '',
        body: '',
        startsAt: inHours(24),
        endsAt: inHours(25),
        componentIds: [] as string[],
        notifySubscribers: true,
      }}
      validate={({ title, componentIds, startsAt, endsAt }) => ({
        ...(title.trim() === '' && { title: 'It needs a title.' }),
        ...(componentIds.length === 0 && { componentIds: 'Name at least one component.' }),
        ...((instantOfField(endsAt, zone) ?? '') <= (instantOfField(startsAt, zone) ?? '') && {
          endsAt: 'The end is not after the start.',
        }),
      })}
      submitLabel="Announce it"
      submit={({ startsAt, endsAt, componentIds, ...values }) =>
        create.mutateAsync({
          body: {
            ...values,
            startsAt: instantOfField(startsAt, zone) ?? '',
            endsAt: instantOfField(endsAt, zone) ?? '',
            componentIds: componentIds.map(Number),
          },
        })
      }
    >
      {(form) => (
        <>
          <TextInput label="Title" required data-autofocus maxLength={200} {...form.getInputProps('title')} />
          <Textarea label="What customers notice" autosize minRows={3} {...form.getInputProps('body')} />
          <TextInput
            type="datetime-local"
            label="From"
            description={`In ${zone}.`}
            {...form.getInputProps('startsAt')}
          />
          <TextInput
            type="datetime-local"
            label="Until"
            description={`In ${zone}.`}
            {...form.getInputProps('endsAt')}
          />
          <MultiSelect
            label="Components"
            required
            searchable
            data={components.data?.items.map(({ id, name }) => ({ value: String(id), label: name })) ?? []}
            {...form.getInputProps('componentIds')}
          />
          <Checkbox
            label="Send it to subscribers now"
            {...form.getInputProps('notifySubscribers', { type: 'checkbox' })}
          />
        </>
      )}
    </FormDrawer>
  );
}
