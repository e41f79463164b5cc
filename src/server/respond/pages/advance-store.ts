import type { Urgency } from '../../../contract/severity.ts';
import { preparedRows, type Queryable } from '../../platform/db/database.ts';
import {
  insertNotificationsSql,
  type NewNotification,
  notificationValues,
} from '../deliver/new-notifications-store.ts';

export type PageProgress = {
  id: number;
  generation: number;
  stepIndex: number;
  round: number;
  /** Null: the ladder is exhausted. */
  dueAt: Date | null;
  problems: unknown[];
};

/**
 * Writes down where each page has got to, unless its life has moved on since it was read, with the notifications that
 * it asks for. One statement: this stands between an alert and the first message.
 */
export async function recordSteps(
  tx: Queryable,
  pages: PageProgress[],
  planned: NewNotification[],
  now: Date,
): Promise<void> {
  await preparedRows(
    tx,
    'record-steps',
    `with moved as (
       update pages p set step_index = u.step_index, round = u.round, due_at = u.due_at, problems = u.problems,
         exhausted_at = case when u.due_at is null then $12::timestamptz end
       from unnest($13::bigint[], $14::int[], $15::int[], $16::int[], $17::timestamptz[], $18::jsonb[])
         as u (id, generation, step_index, round, due_at, problems)
       where p.id = u.id and p.generation = u.generation and p.state = 'open')
     ${insertNotificationsSql}`,
    [
      ...notificationValues(planned, now),
      pages.map((page) => page.id),
      pages.map((page) => page.generation),
      pages.map((page) => page.stepIndex),
      pages.map((page) => page.round),
      pages.map((page) => page.dueAt),
      pages.map((page) => JSON.stringify(page.problems)),
    ],
  );
}

export type DuePage = {
  id: number;
  policy: unknown;
  generation: number;
  stepIndex: number;
  round: number;
  urgency: Urgency;
  severity: number;
  dueAt: Date;
  problems: unknown[];
  asksAdmins: boolean;
  now: Date;
  latenessSeconds: number;
};

/** Locks open pages whose next step is due, longest due first or `inAnyOrder`. */
export async function claimDuePages(tx: Queryable, limit: number, inAnyOrder = false): Promise<DuePage[]> {
  return preparedRows<DuePage>(
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
