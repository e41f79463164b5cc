/** After a restore: what was due since the backup was made has gone out already, or is old news. */
import { type Queryable, run } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { voidRestoredMails } from '../../respond/outbox/outbox.ts';
import { dueAfter, loadSprints } from './due.ts';
import { claimDue, setDue } from './store.ts';

/** @returns sentences for the operator */
export async function settleRestoredDigests(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredMails(tx, 'digest_issues');
  await run(tx, 'update digests set rests_until = null');
  const now = (await readNow(tx)).getTime();
  let passed = 0;
  for (let digest = await claimDue(tx); digest !== null; digest = await claimDue(tx)) {
    const sprints = await loadSprints(tx, { ...digest, sprintTeamId: digest.sprintTeam?.id ?? null });
    await setDue(tx, digest.id, dueAfter(digest, sprints, now));
    passed += 1;
  }
  return voided + passed === 0 ? [] : [`Digests that were due and will not be sent: ${voided + passed}.`];
}
