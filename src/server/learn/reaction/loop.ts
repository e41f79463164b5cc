/**
 * What learn does when something happened to an incident: look for earlier occurrences, and draft or refresh its
 * postmortem. Any node may do it; both steps are transactions, and doing them twice changes nothing.
 */
import type { Logger } from 'pino';
import { type Database, transaction } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { lockIncident } from '../../respond/incidents/incident/record.ts';
import { followIncident } from '../postmortems/follow-incident.ts';
import { suggestFor } from '../recurrences/suggest.ts';
import * as store from './store.ts';

const mostAtOnce = 20;

export function startLearning(db: Database, log: Logger): Loop {
  return startLoop({
    name: 'learn from incidents',
    pauseMs: 500,
    log,
    async work() {
      const read = await transaction(db, async (tx) =>
        (await store.lockCursor(tx)) ? store.queueTouchedIncidents(tx) : 0,
      );
      for (let taken = 0; taken < mostAtOnce; taken += 1) {
        if (!(await learnFromNext(db, log))) return read === store.eventBatch;
      }
      return true;
    },
  });
}

/** False when nothing is waiting. An incident that fails waits longer and does not stop the others. */
async function learnFromNext(db: Database, log: Logger): Promise<boolean> {
  let incidentId: number | null = null;
  try {
    await transaction(db, async (tx) => {
      incidentId = await store.takeQueued(tx);
      if (incidentId === null) return;
      await lockIncident(tx, incidentId);
      await suggestFor(tx, incidentId);
      await followIncident(tx, incidentId);
      await store.removeQueued(tx, incidentId);
    });
  } catch (error) {
    if (incidentId === null) throw error;
    log.error({ err: error, incidentId }, 'could not learn from an incident');
    await store.postponeQueued(db, incidentId);
  }
  return incidentId !== null;
}
