/** Reminders go by mail: nobody is asked to get up for them. Best effort; the room shows the same. */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import type { Transports } from '../channels/channel.ts';
import { findChannel } from '../channels/registry.ts';
import type { Reminder } from './fire-timers.ts';
import { listReminderAddresses } from './reminder-store.ts';

export type ReminderOptions = {
  db: Database;
  transports: Transports;
  openSettings: (contactMethodId: number, sealed: string) => Record<string, unknown>;
  publicUrl: () => string;
  log: Logger;
};

/** Who speaks for an update that is due; the commander where nobody holds that role. */
const addressees: Record<string, string[]> = {
  'public-update': ['communications', 'commander'],
  'internal-update': ['internal-liaison', 'commander'],
  handover: ['commander', 'deputy'],
  commander: ['deputy', 'resolver', 'communications', 'scribe'],
};

export async function mailReminder(options: ReminderOptions, reminder: Reminder): Promise<void> {
  const { incident, key, dueAt } = reminder;
  const email = findChannel('email');
  if (!email || !options.transports.mail) return;
  const addresses = await listReminderAddresses(options.db, incident.id, addressees[key] ?? ['commander']);
  for (const { contactMethodId, settings, personName, personEmail } of addresses) {
    const outcome = await email.deliver(
      {
        kind: 'plain',
        subject: reminder.subject,
        text: `${reminder.text}\n${options.publicUrl()}/incidents/${incident.id}\n`,
        recipientName: personName,
        idempotencyKey: `incident-${incident.id}-${key}-${dueAt.getTime()}-${contactMethodId}`,
        at: dueAt.toISOString(),
      },
      settingsOrAccount(options, contactMethodId, settings, personEmail),
      options.transports,
    );
    if (outcome.outcome !== 'sent') {
      options.log.warn({ incidentId: incident.id, contactMethodId, reason: outcome.reason }, 'a reminder was not sent');
    }
  }
}

/** The address of the account stands in for one whose key is lost. */
function settingsOrAccount({ openSettings }: ReminderOptions, id: number, sealed: string, address: string) {
  try {
    return openSettings(id, sealed);
  } catch {
    return { address };
  }
}
