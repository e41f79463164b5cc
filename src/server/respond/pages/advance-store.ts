import { preparedRows, type Queryable } from '../../platform/db/database.ts';
import type { DuePage } from '../page-life/due-page.ts';

type LatePage = DuePage & { dueAt: Date; now: Date; latenessSeconds: number };

/** Locks open pages whose next step is due, longest due first or `inAnyOrder`. */
export async function claimDuePages(tx: Queryable, limit: number, inAnyOrder = false): Promise<LatePage[]> {
  return preparedRows<LatePage>(
    tx,
    inAnyOrder ? 'claim-any-due-pages' : 'claim-due-pages',
    `select id, policy_id, coalesce(full_policy, policy) as policy, policy as plain_policy, branch, waits_until, generation, step_index, round, urgency, severity, due_at, problems, asks_admins,
       to_jsonb(declined_by) as declined_by,
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

/** A round-robin step of a policy: each gives its turns by itself. */
export type TurnKey = { policyId: number; branch: string; stepIndex: number };

type Turn = TurnKey & { personId: number | null };

type Turns = {
  /** Whose turn the steps of a page gave last, by their index. */
  of(page: Pick<DuePage, 'policyId' | 'branch'>): Map<number, number>;
  give(page: Pick<DuePage, 'policyId' | 'branch'>, turn: { stepIndex: number; personId: number }): void;
  given(): Turn[];
};

/**
 * Locks the turns of these steps until the transaction ends: of two pages at once, the second sees whom the first has
 * taken. In one order, and after the locks of pages.
 */
export async function takeTurns(tx: Queryable, wanted: TurnKey[]): Promise<Turns> {
  const turns = new Map<string, Turn>();
  if (wanted.length > 0) {
    const found = await preparedRows<Turn>(
      tx,
      'take-turns',
      `insert into escalation_turns as t (policy_id, branch, step_index)
       select distinct * from unnest($1::bigint[], $2::text[], $3::int[]) as u (policy_id, branch, step_index)
       where exists (select from escalation_policies e where e.id = u.policy_id)
       order by policy_id, branch, step_index
       on conflict (policy_id, branch, step_index) do update set person_id = t.person_id
       returning t.policy_id, t.branch, t.step_index, t.person_id`,
      [wanted.map((key) => key.policyId), wanted.map((key) => key.branch), wanted.map((key) => key.stepIndex)],
    );
    for (const turn of found) turns.set(`${turn.policyId} ${turn.branch} ${turn.stepIndex}`, turn);
  }
  const isOf = ({ policyId, branch }: Pick<DuePage, 'policyId' | 'branch'>, turn: Turn) =>
    turn.policyId === policyId && turn.branch === (branch?.name ?? '');
  const given = new Set<Turn>();
  return {
    of: (page) =>
      new Map(
        [...turns.values()].flatMap((turn) =>
          isOf(page, turn) && turn.personId !== null ? [[turn.stepIndex, turn.personId] as const] : [],
        ),
      ),
    give(page, { stepIndex, personId }) {
      const turn = turns.get(`${page.policyId} ${page.branch?.name ?? ''} ${stepIndex}`);
      // A page whose policy is deleted keeps no turns.
      if (!turn) return;
      turn.personId = personId;
      given.add(turn);
    },
    given: () => [...given],
  };
}

export async function saveTurns(tx: Queryable, turns: Turn[]): Promise<void> {
  if (turns.length === 0) return;
  await preparedRows(
    tx,
    'save-turns',
    `update escalation_turns t set person_id = u.person_id
     from unnest($1::bigint[], $2::text[], $3::int[], $4::bigint[]) as u (policy_id, branch, step_index, person_id)
     where (t.policy_id, t.branch, t.step_index) = (u.policy_id, u.branch, u.step_index)`,
    [
      turns.map((turn) => turn.policyId),
      turns.map((turn) => turn.branch),
      turns.map((turn) => turn.stepIndex),
      turns.map((turn) => turn.personId),
    ],
  );
}
