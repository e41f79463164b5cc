import type { Database } from '../../platform/db/database.ts';
import { type Check, listCheck } from '../../platform/doctor/check.ts';
import * as store from './store.ts';

export function detectChecks(db: Database): Check[] {
  return [
    listCheck('heartbeats', 'Every heartbeat is armed.', async () =>
      (await store.unarmedHeartbeats(db)).map(
        (name) => `The heartbeat ${name} is not armed: its silence raises nothing.`,
      ),
    ),
    listCheck('sources', 'Every source has sent something.', async () =>
      (await store.silentSources(db)).map((name) => `The source ${name} has never sent anything.`),
    ),
  ];
}
