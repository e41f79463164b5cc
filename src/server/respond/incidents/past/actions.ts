/**
 * Incidents that were over elsewhere, as kind `imported`. They leave no events of their own: nothing that follows events,
 * such as webhooks, notices and reminders, ever hears of them. Whoever imports them records one.
 */
import type { Queryable } from '../../../platform/db/database.ts';
import * as store from './store.ts';

export type { PastIncidentRow } from './store.ts';

/** Writes incidents with their services; returns their numbers in the order given. */
export const insertPastIncidents = (tx: Queryable, incidents: readonly store.PastIncidentRow[]): Promise<number[]> =>
  store.insertPastIncidents(tx, incidents);

/** Which of these services there are. */
export const listKnownServices = (db: Queryable, ids: readonly number[]): Promise<Set<number>> =>
  store.listKnownServices(db, ids);

/**
 * Removes imported incidents and what the system keeps about them by itself: their services and who looked at them.
 * @throws when something else refers to one of them
 */
export const removePastIncidents = (tx: Queryable, ids: readonly number[]): Promise<void> =>
  store.removePastIncidents(tx, ids);
