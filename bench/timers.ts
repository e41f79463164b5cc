/** How late the steps of pages run while many others wait for theirs. */

import type { EscalationTarget } from '../src/contract/respond/escalation-definition.ts';
import type { Database } from '../src/server/platform/db/database.ts';
import { eventually } from '../test/harness/eventually.ts';

const dueWithinSeconds = 8;

/**
 * Lets `pending` pages wait for a step hours away and `due` others for one within the next seconds; returns how many
 * milliseconds late each of those ran, by the clock of the database.
 */
export async function measureTimers(
  db: Database,
  target: EscalationTarget,
  pending: number,
  due: number,
): Promise<number[]> {
  const step = { delaySeconds: 3_600, targets: [target], ifEmpty: 'skip' };
  const policy = JSON.stringify({ steps: [step, step], repeat: 0, catchAll: null });
  const insertPages = (count: number, dueAt: string) =>
    db.query<{ id: number; due_at: Date }>(
      `insert into pages (policy, title, severity, urgency, group_hash, due_at)
       select $1, 'Waiting page ' || n, 3, 'high', sha256(gen_random_uuid()::text::bytea), evenkeel.now() + ${dueAt}
       from generate_series(1, $2::int) n returning id, due_at`,
      [policy, count],
    );
  for (let left = pending; left > 0; left -= 20_000) {
    await insertPages(Math.min(left, 20_000), "interval '2 hours' + n * interval '10 milliseconds'");
  }
  await db.query('vacuum (analyze) pages');
  const waiting = await insertPages(due, `interval '2 seconds' + random() * interval '${dueWithinSeconds} seconds'`);
  const dueAt = new Map(waiting.rows.map((page) => [page.id, page.due_at.getTime()]));
  const ran = await eventually(async () => {
    const { rows } = await db.query<{ page_id: number; at: Date }>(
      `select subject_id as page_id, at from events
       where subject_kind = 'page' and kind = 'page.advanced' and subject_id = any ($1::bigint[])`,
      [[...dueAt.keys()]],
    );
    return rows.length >= due ? rows : null;
  }, 120_000);
  return ran.map(({ page_id, at }) => at.getTime() - dueAt.get(page_id)!);
}
