import { useParams } from '@tanstack/react-router';
import { getIncident } from '../../../../contract/respond/incidents/room.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { paths } from '../../../paths.ts';
import { UnreadScreen } from '../../../ui/screen/unread-screen.tsx';
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
    return <UnreadScreen title={`INC-${id}`} parents={parents} error={isPending ? null : error} retry={refetch} />;
  }
  return <WarRoom key={id} room={data} />;
}
