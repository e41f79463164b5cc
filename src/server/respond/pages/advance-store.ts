import { preparedRows, type Queryable } from '../../platform/db/database.ts';
import type { DuePage } from '../page-life/due-page.ts';

type LatePage = DuePage & { dueAt: Date; now: Date; latenessSeconds: number };

/** Locks open pages whose next step is due, longest due first or `inAnyOrder`. */
export async function claimDuePages(tx: Queryable, limit: number, inAnyOrder = false): Promise<LatePage[]> {
  return preparedRows<LatePage>(
    tx,
    inAnyOrder ? 'claim-any-due-pages' : 'claim-due-pages',
    `select id, policy, generation, step_index, round, urgency, severity, due_at, problems, asks_admins,
       date_trunc('milliseconds', evenkeel.now()) as now,
       extract(epoch from evenkeel.now() - due_at)::float8 as lateness_seconds
     from pages where state = 'open' and due_at <= evenkeel.now()
     order by ${inAnyOrder ? 'random()' : 'due_at'} limit $1 for update skip locked`,
    [limit],
  );
}

/** Milliseconds until the next step of any page is due, not below zero; null when there is none. */
export async function millisecondsToNextStep(db: Queryable): Promise<number | null> {
  const [next] = await preparedRows<{ waitMs: number | null }>(
    db,
    'milliseconds-to-next-step',
    `select extract(epoch from min(due_at) - evenkeel.now())::float8 * 1000 as wait_ms
     from pages where state = 'open' and due_at is not null`,
  );
  const waitMs = next?.waitMs ?? null;
  return waitMs === null ? null : Math.max(waitMs, 0);
}
