import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { deleteRoute, listRoutes, type Route } from '../../../contract/detect/routes.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { latestOf } from '../../ui/form/edited.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { RouteDrawer } from './route-drawer.tsx';
import { RouteOrder } from './route-order.tsx';
import { retiringRoute } from './route-values.ts';

/** The rules in their order: the first that matches decides. */
export function RoutesScreen() {
  const { data, error, refetch } = useEndpoint(listRoutes, {});
  const mayManage = useMay('sources.manage', 'everything');
  const { retire, source } = useSearch({ from: '/app/routes' });
  const [edited, setEdited] = useState<Route | 'new' | null>(retire && mayManage ? 'new' : null);
  const [draft, setDraft] = useState(retire ? retiringRoute(retire, source) : undefined);
  const [removed, setRemoved] = useState<Route | null>(null);
  const remove = useAction(deleteRoute, { changes: [listRoutes] });
  useCommands(mayManage ? [{ label: 'Add a route', keys: 'n', run: () => setEdited('new') }] : []);
  return (
    <>
      <PageHeader
        word="route"
        title="Routes"
        actions={
          <>
            <Button component="a" variant="default" href={paths.simulation()}>
              Simulate
            </Button>
            {mayManage && (
              <Button
                onClick={() => setEdited('new')}
                leftSection={<Plus size={14} />}
                rightSection={<KeyCaps keys="n" />}
              >
                Add a route
              </Button>
            )}
          </>
        }
      >
        Decide which service gets each alert. Routes are checked from top to bottom; the first match wins.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data?.items.length === 0 && (
        <EmptyState
          kind="first-use"
          title="No routes yet"
          action={mayManage ? { label: 'Add a route', run: () => setEdited('new') } : undefined}
        >
          Without routes, every alert goes to its source’s service. A route can assign alerts to another service, change
          their severity, group them or suppress them.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <RouteOrder routes={data.items} mayManage={mayManage} edit={setEdited} remove={setRemoved} />
      )}
      <RouteDrawer
        key={edited === 'new' ? 'new' : edited?.id}
        opened={edited !== null}
        close={() => {
          setEdited(null);
          setDraft(undefined);
        }}
        draft={draft}
        route={edited === 'new' || edited === null ? undefined : latestOf(data?.items, edited)}
      />
      <ConfirmDanger
        title={`Delete “${removed?.name}”?`}
        confirmLabel="Delete route"
        opened={removed !== null}
        close={() => setRemoved(null)}
        run={() => remove.mutateAsync({ params: { id: removed?.id ?? 0 } })}
      >
        New alerts go through the remaining routes. Alerts it already routed stay as they are.
      </ConfirmDanger>
    </>
  );
}
