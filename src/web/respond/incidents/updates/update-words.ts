import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import type { IncidentUpdate } from '../../../../contract/respond/incidents/updates.ts';

/** What the next update most likely says: what the state of the incident implies, never less than the latest one said. */
export function statusAfter({
  lifecycle,
  updates,
}: Pick<IncidentRoom, 'lifecycle' | 'updates'>): IncidentUpdate['status'] {
  if (lifecycle === 'resolved' || lifecycle === 'closed') return 'resolved';
  if (lifecycle === 'stable') return 'monitoring';
  return updates[0]?.status === 'identified' ? 'identified' : 'investigating';
}

/** After “To”. */
export const audienceNames: Record<IncidentUpdate['audience'], string> = {
  public: 'customers',
  executives: 'executives',
  responders: 'responders',
  support: 'support',
};
