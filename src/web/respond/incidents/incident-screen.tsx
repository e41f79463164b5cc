import { useParams } from '@tanstack/react-router';
import { getIncident } from '../../../contract/respond/incidents.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { WarRoom } from './war-room.tsx';

const parents = [{ label: 'Incidents', href: paths.incidents() }];

export function IncidentScreen() {
  const id = Number(useParams({ from: '/app/incidents/$number' }).number);
  const { data, error, isPending, refetch } = useEndpoint(
    getIncident,
    { params: { id } },
    { follows: ['alert', 'page', 'setting', 'severity'], everySeconds: 60 },
  );
  if (!data || data.id !== id) {
    return (
      <>
        <PageHeader title={`INC-${id}`} parents={parents} />
        {error && !isPending ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <LoadingRows label="Loading the incident" />
        )}
      </>
    );
  }
  return <WarRoom key={id} room={data} />;
}
