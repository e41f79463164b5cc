/** After a restore: what was due since the backup was made has gone out already, or is old news. */
import { nextDue } from '../../../domain/outgoing/digests/rhythm.ts';
import { loadSprintCalendar } from '../../measure/sprints/first-calendar.ts';
import { type Queryable, run } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { voidRestoredMails } from '../../respond/outbox/outbox.ts';
import { claimDue, setDue } from './store.ts';

/** @returns sentences for the operator */
export async function settleRestoredDigests(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredMails(tx, 'digest_issues');
  await run(tx, 'update digests set rests_until = null');
  const now = (await readNow(tx)).getTime();
  const sprints = await loadSprintCalendar(tx);
  let passed = 0;
  for (let digest = await claimDue(tx); digest !== null; digest = await claimDue(tx)) {
    await setDue(tx, digest.id, new Date(nextDue(digest, sprints, now)));
    passed += 1;
  }
  return voided + passed === 0 ? [] : [`Digests that were due and will not be sent: ${voided + passed}.`];
}
