/** A scenario drawn from an incident that was: a draft for the editor. Nothing is kept until somebody saves it there. */
import { problem } from '../../../contract/errors.ts';
import { scenarioFromIncident } from '../../../domain/program/drills/from-incident.ts';
import { isOpen } from '../../../domain/respond/incidents/lifecycle.ts';
import { loadFactors } from '../../learn/postmortems/factors.ts';
import type { Context } from '../../platform/context.ts';
import { requireIncident } from '../../respond/incidents/incident/record.ts';
import { loadPast } from './past-incident-store.ts';

/** @throws Problem `not_found`, `state_conflict` while the incident goes on */
export async function draftScenario(ctx: Context, incidentId: number) {
  const incident = await requireIncident(ctx.db, incidentId);
  if (isOpen(incident.lifecycle)) {
    throw problem('state_conflict', 'The incident is not over: its scenario can be drawn when it is.');
  }
  const { factorKeys, ...past } = await loadPast(ctx.db, incidentId);
  const { factors } = await loadFactors(ctx.db);
  const named = factorKeys.flatMap((key) => factors.find((factor) => factor.key === key)?.name ?? []);
  return scenarioFromIncident({ ...past, id: incidentId, factors: named });
}
