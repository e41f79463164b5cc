import { problem } from '../../../../contract/errors.ts';
import type { Context } from '../../../platform/context.ts';
import { type IncidentRecord, incidentKey, loadIncident } from './store.ts';

export function noIncident(id: number) {
  return problem('not_found', `There is no incident ${incidentKey(id)}.`);
}

/** @throws Problem `not_found` */
export async function requireIncident(ctx: Pick<Context, 'db'>, id: number): Promise<IncidentRecord> {
  const incident = await loadIncident(ctx.db, id);
  if (!incident) throw noIncident(id);
  return incident;
}
