/** After a restore: letters that were due since the backup was made have gone out already, or are old news. */
import { nextLetterAt } from '../../../domain/program/letters/letter.ts';
import { type Queryable, rows, run } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { voidRestoredMails } from '../../respond/outbox/outbox.ts';
import { setDue } from './store.ts';

/** @returns sentences for the operator */
export async function settleRestoredLetters(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredMails(tx, 'sponsor_mails');
  const now = (await readNow(tx)).getTime();
  const due = await rows<{ pilotId: number; timeZone: string }>(
    tx,
    `select s.pilot_id, p.time_zone from sponsor_letter_settings s join pilots p on p.id = s.pilot_id
     where s.due_at <= evenkeel.now() order by s.pilot_id limit 10000`,
  );
  for (const { pilotId, timeZone } of due) await setDue(tx, pilotId, new Date(nextLetterAt(timeZone, now)));
  await run(
    tx,
    `update sponsor_letters set reminded_at = evenkeel.now() where reminded_at is null and question is not null
       and decided_at is null and sent_at < evenkeel.now() - interval '7 days'`,
  );
  const count = voided + due.length;
  return count === 0 ? [] : [`Letters to sponsors that waited and will not be sent: ${count}.`];
}
