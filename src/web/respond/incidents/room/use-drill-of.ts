import { getDrillOfIncident } from '../../../../contract/program/drills.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';

/** The drill that the incident of this room is; null for any other, and until it is known. */
export function useDrillOf({ id, kind }: Pick<IncidentRoom, 'id' | 'kind'>) {
  const { data } = useEndpoint(
    getDrillOfIncident,
    { params: { id } },
    { enabled: kind === 'drill', follows: ['drill'] },
  );
  return data?.drill ?? null;
}
