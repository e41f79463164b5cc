/** What happens when a clock of a room runs out. Fires once for each due time, whichever node comes first. */

import { severityLabel } from '../../../../domain/severity.ts';
import { system } from '../../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../../platform/db/database.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { loadMatrix } from '../../severities/actions.ts';
import { callPolicy } from '../incident/call-people.ts';
import { type IncidentRecord, loadIncident } from '../incident/store.ts';
import { addTimelineEvent, tell } from '../timeline/actions.ts';
import { queueReminder } from './reminders.ts';
import { refreshTimers } from './timers.ts';
import * as store from './timers-store.ts';

export const timerBatch = 50;

/** Fires what is due, and queues the mails where there is a mail server. @returns how many incidents were handled */
export async function fireDueTimers(db: Database, { remindsByMail }: { remindsByMail: boolean }): Promise<number> {
  return transaction(db, async (tx) => {
    const ids = await store.claimDueIncidents(tx, timerBatch);
    for (const id of ids) {
      // Time itself moves some due times (a slower rhythm after two hours), so what fires is decided now.
      await refreshTimers(tx, id);
      const incident = (await loadIncident(tx, id))!;
      for (const { key, dueAt } of await store.fireDueTimers(tx, id)) {
        const reminder = key === 'commander' ? await callBackup(tx, incident) : await remind(tx, incident, key);
        if (reminder && remindsByMail) await queueReminder(tx, { ...reminder, incidentId: id, timer: key, dueAt });
      }
    }
    return ids.length;
  });
}

const words: Record<string, string> = {
  'public-update': 'The next public update is due',
  'internal-update': 'The next internal update is due',
  handover: 'The same person has commanded for four hours; offer command to somebody rested',
};

async function remind(tx: Transaction, incident: IncidentRecord, key: string) {
  const text = words[key] ?? key;
  const event = key === 'handover' ? 'incident.handoverDue' : 'incident.updateDue';
  await tell(tx, system, incident.id, { event, kind: 'reminder', text, data: { timer: key } });
  const subject = `${incident.key} (${severityLabel(incident.severity)}): ${text}`;
  return { subject, text: `${text}.\n\n${incident.key} ${incident.title}` };
}

/** Nobody took command in time: the backup is paged, or, where none is named, the room and its followers are told. */
async function callBackup(tx: Transaction, incident: IncidentRecord) {
  const { policies } = await loadMatrix(tx);
  const policyId = policies.commanderBackup ?? policies.commander;
  const text =
    policyId === null
      ? 'Nobody has taken command, and the severity matrix names nobody to page for it'
      : 'Nobody has taken command in time';
  await addTimelineEvent(tx, system, incident.id, {
    kind: 'reminder',
    text,
    isKey: true,
    data: { timer: 'commander' },
  });
  await recordEvent(tx, system, 'incident.commanderMissing', incident.id, { policyId });
  if (policyId !== null) {
    await callPolicy(tx, system, incident, { policyId, serviceId: null, whom: 'a backup for the commander' });
    return null;
  }
  return {
    subject: `${incident.key}: nobody has taken command`,
    text: `${text}.\n\n${incident.key} ${incident.title}`,
  };
}

/** Fills in when the first page went out and when somebody took it, as far as pages and alerts know by now. */
export async function deriveInstants(db: Database | Transaction): Promise<void> {
  for (const derived of await store.findDerivableInstants(db, timerBatch)) {
    await transaction(db, async (tx) => {
      if (!(await store.setDerivedInstants(tx, derived))) return;
      const { id, alertedAt, acknowledgedAt } = derived;
      if (acknowledgedAt) {
        const event = { kind: 'page', text: 'Page acknowledged', isKey: true, at: acknowledgedAt };
        await addTimelineEvent(tx, system, id, event);
      }
      await recordEvent(tx, system, 'incident.instantsKnown', id, { alertedAt, acknowledgedAt });
    });
  }
}
