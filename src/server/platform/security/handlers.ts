import * as contract from '../../../contract/platform/security-events.ts';
import type { Database } from '../db/database.ts';
import { type Check, ok, warning } from '../doctor/check.ts';
import { type Handler, implement } from '../http/handler.ts';
import { countRecentFailures, listSecurityEvents } from './store.ts';

/** More than people who mistype; the doctor tells of it. */
const burst = 50;

export const securityHandlers: Handler[] = [
  implement(contract.listSecurityEvents, (ctx, { query }) => listSecurityEvents(ctx.db, query)),
];

export function securityChecks(db: Database): Check[] {
  return [
    {
      name: 'sign-in attempts',
      async run() {
        const { count, networks } = await countRecentFailures(db);
        if (count < burst) return ok(`${count} sign-ins and tokens were refused in the last hour.`);
        return warning(
          `${count} sign-ins and tokens from ${networks} ${networks === 1 ? 'network' : 'networks'} were refused in the last hour: somebody may be guessing. See the security events.`,
        );
      },
    },
  ];
}
