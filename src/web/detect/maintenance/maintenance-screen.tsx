import { Button, SegmentedControl } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import {
  cancelMaintenanceWindow,
  listMaintenanceWindows,
  type MaintenanceWindow,
} from '../../../contract/detect/maintenance-windows.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useNames } from '../../directory/choices.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { latestOf } from '../../ui/form/edited.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { planOf, Time } from '../../ui/time/time.tsx';
import { conditionWords } from '../condition-words.ts';
import { MaintenanceDrawer } from './maintenance-drawer.tsx';

const looks = { planned: 'scheduled', running: 'in_progress', over: 'completed', canceled: 'cancelled' } as const;

/** Times in which some alerts are expected and page nobody. */
export function MaintenanceScreen() {
  const { state = 'current' } = useSearch({ from: '/app/maintenance' });
  const router = useRouter();
  const list = usePagedEndpoint(listMaintenanceWindows, { query: { state } }, { everySeconds: 60 });
  const mayManage = useMay('maintenance.manage');
  const [edited, setEdited] = useState<MaintenanceWindow | 'new' | null>(null);
  const [ended, setEnded] = useState<MaintenanceWindow | null>(null);
  const cancel = useAction(cancelMaintenanceWindow, {
    changes: [listMaintenanceWindows],
    done: () => showToast('Alerts it held back that are still firing page now.'),
  });
  useCommands(mayManage ? [{ label: 'New maintenance', keys: 'n', run: () => setEdited('new') }] : []);
  return (
    <>
      <PageHeader
        word="maintenance"
        title="Maintenance"
        actions={
          <>
            <SegmentedControl
              aria-label="Show"
              value={state}
              onChange={(value) => router.history.replace(paths.maintenance(value === 'past' ? { state: 'past' } : {}))}
              data={[
                { value: 'current', label: 'Current and planned' },
                { value: 'past', label: 'Past' },
              ]}
            />
            {mayManage && (
              <Button
                onClick={() => setEdited('new')}
                leftSection={<Plus size={14} />}
                rightSection={<KeyCaps keys="n" />}
              >
                New maintenance
              </Button>
            )}
          </>
        }
      >
        Planned work. Alerts that start during a window page nobody until it ends.
      </PageHeader>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows label="Loading maintenance" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <Nothing isPast={state === 'past'} add={mayManage ? () => setEdited('new') : undefined} />
      )}
      {list.rows.length > 0 && (
        <Cards label="Maintenance windows">
          {list.rows.map((window) => (
            <WindowCard
              key={window.id}
              window={window}
              edit={mayManage ? () => setEdited(window) : undefined}
              end={mayManage ? () => setEnded(window) : undefined}
            />
          ))}
        </Cards>
      )}
      {list.loadMore && (
        <Button variant="default" mt={12} onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      <MaintenanceDrawer
        key={edited === 'new' ? 'new' : edited?.id}
        opened={edited !== null}
        close={() => setEdited(null)}
        window={edited === 'new' || edited === null ? undefined : latestOf(list.rows, edited)}
      />
      <ConfirmDanger
        title={ended?.state === 'running' ? 'End this maintenance now?' : 'Cancel this maintenance?'}
        confirmLabel={ended?.state === 'running' ? 'End now' : 'Cancel maintenance'}
        opened={ended !== null}
        close={() => setEnded(null)}
        run={() => cancel.mutateAsync({ params: { id: ended?.id ?? 0 } })}
      >
        “{ended?.title}”. Alerts it held back that are still firing page immediately.
      </ConfirmDanger>
    </>
  );
}

function Nothing({ isPast, add }: { isPast: boolean; add: (() => void) | undefined }) {
  if (isPast) return <EmptyState kind="cleared">No past maintenance.</EmptyState>;
  return (
    <EmptyState
      kind="first-use"
      title="No current or planned maintenance"
      action={add && { label: 'New maintenance', run: add }}
    >
      Create a window before work that will raise alerts. They are recorded and page nobody until it ends.
    </EmptyState>
  );
}

type WindowCardProps = { window: MaintenanceWindow; edit?: () => void; end?: () => void };

function WindowCard({ window, edit, end }: WindowCardProps) {
  const { state, startsAt, endsAt, serviceIds, condition, createdBy } = window;
  const isOpen = state === 'planned' || state === 'running';
  const serviceName = useNames('services', serviceIds);
  const what = [...serviceIds.map((id) => serviceName(id) ?? '…'), ...(condition?.all.map(conditionWords) ?? [])].join(
    ', ',
  );
  return (
    <Card
      actions={
        isOpen && (
          <>
            {edit && (
              <Button variant="default" onClick={edit} aria-label={`Edit ${window.title}`}>
                Edit
              </Button>
            )}
            {end && (
              <Button variant="default" color="red" onClick={end}>
                {state === 'running' ? 'End now' : 'Cancel'}
              </Button>
            )}
          </>
        )
      }
    >
      <div>
        <strong>{window.title}</strong> <StateBadge state={looks[state]} />
      </div>
      <div className="tabular">{planOf(startsAt, endsAt)}</div>
      <div className="muted">
        {what}
        {isOpen && (
          <>
            {' · '}
            {state === 'running' ? 'ends' : 'starts'} <Time at={state === 'running' ? endsAt : startsAt} />
          </>
        )}
        {' · by '}
        {createdBy.name}
      </div>
    </Card>
  );
}
