import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Endpoint } from '../../../../contract/endpoint.ts';
import { listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import {
  getIncident,
  type IncidentRoom,
  type incidentRoom,
  joinIncident,
} from '../../../../contract/respond/incidents/room.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { api } from '../../../data/api.ts';
import { endpointKey, useAction } from '../../../data/endpoint-query.ts';

/** An action whose answer is the whole room: it is shown at once, without asking again. */
export function useRoomAction<E extends Endpoint & { output: typeof incidentRoom }>(endpoint: E) {
  const queries = useQueryClient();
  return useAction(endpoint, {
    changes: [listIncidentTimeline, listIncidents],
    done: (output) => {
      const room = output as IncidentRoom;
      queries.setQueryData(endpointKey(getIncident, { params: { id: room.id } }), room);
    },
  });
}

const presenceEveryMs = 15_000;

/** Says that this person looks at the room, as long as they do; returns who else is here. */
export function usePresence(id: number, initial: IncidentRoom['present']): IncidentRoom['present'] {
  const [present, setPresent] = useState<IncidentRoom['present'] | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const join = async () => {
      if (document.hidden) return;
      const answer = await api.call(joinIncident, { params: { id } }, { signal: leaving.signal }).catch(() => null);
      if (answer) setPresent(answer.items);
    };
    void join();
    const timer = setInterval(join, presenceEveryMs);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [id]);
  // Whoever comes is told by an event, which reads the room anew; that list is the fresher one when it is longer.
  return present && present.length >= initial.length ? present : initial;
}
