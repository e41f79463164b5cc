import { Button } from '@mantine/core';
import { listChanges } from '../../../../contract/detect/changes.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { usePagedEndpoint } from '../../../data/endpoint-query.ts';
import { ChangeList } from '../../../directory/services/change-list.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';

const dayMs = 86_400_000;

/** What was deployed or changed of the affected services, from a day before it began; nothing while nothing was. */
export function ChangesPanel({ room }: { room: IncidentRoom }) {
  const began = room.instants.impactStartedAt ?? room.instants.declaredAt;
  const serviceIds = room.services.map(({ id }) => id).slice(0, 50);
  const list = usePagedEndpoint(
    listChanges,
    {
      query: {
        serviceId: serviceIds,
        from: new Date(Date.parse(began) - dayMs).toISOString(),
        until: room.instants.resolvedAt ?? undefined,
        limit: 5,
      },
    },
    { enabled: serviceIds.length > 0, everySeconds: 60 },
  );
  if (serviceIds.length === 0 || (list.rows.length === 0 && !list.error)) return null;
  return (
    <Panel title="Changes since the day before">
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      <ChangeList changes={list.rows} />
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Earlier changes
        </Button>
      )}
    </Panel>
  );
}
