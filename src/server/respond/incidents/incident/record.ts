/** The incident as other nouns and the stages to the right work with it. */
import { problem } from '../../../../contract/errors.ts';
import { incidentKey } from '../../../../domain/respond/incidents/incident-key.ts';
import type { Queryable, Transaction } from '../../../platform/db/database.ts';
import * as store from './store.ts';

/** An incident as the rules and the API need it. */
export type Incident = store.IncidentRecord;

/** @throws Problem `not_found` */
export async function requireIncident(db: Queryable, id: number): Promise<Incident> {
  return (await store.loadIncident(db, id)) ?? refuse(id);
}

/**
 * Locks the incident until the transaction ends: what happens in one room happens one after the other.
 * @throws Problem `not_found`
 */
export async function lockIncident(tx: Transaction, id: number): Promise<Incident> {
  return (await store.lockIncident(tx, id)) ?? refuse(id);
}

function refuse(id: number): never {
  throw problem('not_found', `There is no incident ${incidentKey(id)}.`);
}
