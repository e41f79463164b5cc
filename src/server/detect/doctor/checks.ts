import type { Database } from '../../platform/db/database.ts';
import { type Check, listCheck, ok, warning } from '../../platform/doctor/check.ts';
import { readSilence } from '../silence/silence.ts';
import * as store from './store.ts';

export function detectChecks(db: Database): Check[] {
  return [
    {
      name: 'silence',
      async run() {
        const { isWide, share, reasons } = await readSilence(db);
        if (!isWide) return ok('Maintenance, routes and paused sources leave alerts that page.');
        return warning(`${Math.round(share * 100)}% of alerts page nobody right now. ${reasons.join(' ')}`.trim());
      },
    },
    listCheck('heartbeats', 'Every heartbeat is armed.', async () =>
      (await store.unarmedHeartbeats(db)).map(
        (name) => `The heartbeat ${name} is not armed: its silence raises nothing.`,
      ),
    ),
    listCheck('checks', 'Every check runs at its time, and no node sees checks fail that pass elsewhere.', () =>
      store.checkFaults(db),
    ),
    listCheck('sources', 'Every source has sent something.', async () =>
      (await store.silentSources(db)).map((name) => `The source ${name} has never sent anything.`),
    ),
    listCheck('refused requests', 'No request with a valid key was refused in the past day.', async () =>
      (await store.refusedSources(db)).map(
        ({ name, count, reason }) =>
          `The source ${name} had ${count === 1 ? '1 request' : `${count} requests`} refused, the last in the past day: ${reason}`,
      ),
    ),
  ];
}
