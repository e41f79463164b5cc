import type { Database } from '../../platform/db/database.ts';
import { type Check, fault, ok, warning } from '../../platform/doctor/check.ts';
import { listWebhooks } from './store.ts';

/** What was disabled without a person is a fault until somebody enables it or disables it themselves. */
export function outgoingWebhookCheck(db: Database): Check {
  return {
    name: 'outgoing webhooks',
    async run() {
      const findings = (await listWebhooks(db)).flatMap(
        ({ name, disabledReason, failingSince, lastOutcome, disabledAt }) => {
          if (disabledReason !== null)
            return [
              fault(`The outgoing webhook ${name} was disabled at ${disabledAt?.toISOString()}: ${disabledReason}.`),
            ];
          if (disabledAt === null && failingSince !== null)
            return [
              warning(
                `The outgoing webhook ${name} has been failing since ${failingSince.toISOString()}: ${lastOutcome}.`,
              ),
            ];
          return [];
        },
      );
      return findings.length > 0 ? findings : ok('Every outgoing webhook took its last delivery.');
    },
  };
}
