import type { Database } from '../../platform/db/database.ts';
import { type Check, ok, warning } from '../../platform/doctor/check.ts';
import { listFailing } from './store.ts';

/** Senders that are not told what people did: they may go on to page somebody else. */
export function closeBackCheck(db: Database): Check {
  return {
    name: 'close-back',
    async run() {
      const findings = (await listFailing(db)).map(({ name, failingSince, lastOutcome }) =>
        warning(`The sender of ${name} has not been told since ${failingSince.toISOString()}: ${lastOutcome}.`),
      );
      return findings.length > 0 ? findings : ok('Every sender that is told what people did was reached last time.');
    },
  };
}
