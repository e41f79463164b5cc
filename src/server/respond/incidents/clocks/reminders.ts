/** Reminders go by mail: nobody is asked to get up for them. The room shows the same, and who could not be reached. */
import type { Logger } from 'pino';
import { system } from '../../../platform/auth/actor.ts';
import type { Database, Transaction } from '../../../platform/db/database.ts';
import type { Loop } from '../../../platform/loop.ts';
import type { Transports } from '../../channels/channel.ts';
import { type OutboxMail, startOutbox, type Unwanted } from '../../outbox/outbox.ts';
import type { ClaimedRow } from '../../outbox/outbox-store.ts';
import { keepMessages } from '../../sandbox/actions.ts';
import { addTimelineEvent } from '../timeline/actions.ts';
import * as store from './reminders-store.ts';

export type ReminderOptions = {
  db: Database;
  transports: Transports;
  openSettings: (contactMethodId: number, sealed: string) => Record<string, unknown>;
  publicUrl: () => string;
  log: Logger;
};

/** Who speaks for an update that is due; the commander where nobody holds that role. */
const recipients: Record<string, string[]> = {
  'public-update': ['communications', 'commander'],
  'internal-update': ['internal-liaison', 'commander'],
  handover: ['commander', 'deputy'],
  commander: ['deputy', 'resolver', 'communications', 'scribe'],
};

/** After so long the room has moved on. */
const freshHours = 1;

/** Puts a reminder into the outbox, in the transaction of the clock that ran out. */
export async function queueReminder(tx: Transaction, reminder: store.NewReminder): Promise<void> {
  const reminded = await store.listReminded(tx, reminder.incidentId, recipients[reminder.timer] ?? ['commander']);
  const mailed = reminded.filter(({ keptIn }) => keptIn === null).map(({ personId }) => personId);
  await store.queueReminders(tx, reminder, mailed);
  const kept = reminded.flatMap(({ keptIn, name }) =>
    keptIn === null ? [] : [{ sandboxId: keptIn, way: 'reminder' as const, name, title: reminder.subject }],
  );
  await keepMessages(tx, kept);
}

/** Sends what waits. */
export function startReminderMails(options: ReminderOptions): Loop {
  const { db } = options;
  return startOutbox({
    ...options,
    name: 'reminder mails',
    table: 'reminder_mails',
    freshHours,
    async compose(claimed) {
      const reminders = await store.loadReminders(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(reminders.map((reminder) => [reminder.id, reminder]));
      return claimed.map((row) => composeMail(options, row, byId.get(row.id)!));
    },
    async onFailed({ id }, reason) {
      const [reminder] = await store.loadReminders(db, [id]);
      if (!reminder) return;
      const text = `A reminder could not be sent to ${reminder.personName}: ${reason}`;
      await addTimelineEvent(db, system, reminder.incidentId, { kind: 'reminder', text });
    },
  });
}

function composeMail(options: ReminderOptions, row: ClaimedRow, reminder: store.QueuedReminder): OutboxMail | Unwanted {
  if (reminder.isOver) return { ...row, because: 'the incident is over' };
  if (reminder.isDisabled) return { ...row, because: 'the person is disabled' };
  const address = addressOf(options, reminder);
  if (address === null) return { ...row, because: 'the person has no verified e-mail address' };
  const { incidentId, timer, timerDueAt } = reminder;
  return {
    ...row,
    address,
    message: {
      kind: 'plain',
      subject: reminder.subject,
      text: `${reminder.text}\n${options.publicUrl()}/incidents/${incidentId}\n`,
      recipientName: reminder.personName,
      idempotencyKey: `incident-${incidentId}-${timer}-${timerDueAt.getTime()}-${reminder.contactMethodId}`,
      at: timerDueAt.toISOString(),
    },
  };
}

/** The address of the account stands in for one whose key is lost. */
function addressOf({ openSettings }: ReminderOptions, reminder: store.QueuedReminder): string | null {
  const { contactMethodId, settings, personEmail } = reminder;
  if (contactMethodId === null || settings === null) return null;
  try {
    return String(openSettings(contactMethodId, settings).address);
  } catch {
    return personEmail;
  }
}
