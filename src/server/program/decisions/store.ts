import type { Decision, DecisionInput } from '../../../contract/program/decisions.ts';
import { createConditions } from '../../platform/db/conditions.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type DecisionRow = Omit<Decision, 'finishedAt' | 'createdAt'> & { finishedAt: Date | null; createdAt: Date };

/** The day where the quarter of the review is counted. */
const today = '(evenkeel.now() at time zone r.time_zone)::date';
const isOverdue = `coalesce(d.state = 'open' and d.due_on < ${today}, false)`;
const columns = `d.id, d.text, d.due_on::text, d.state, d.reason, d.finished_at, d.finished_by, d.created_at, d.version,
  ${isOverdue} as is_overdue, case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner,
  jsonb_build_object('id', r.id, 'key', r.year || '-Q' || r.quarter,
    'team', case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end,
    'pilot', case when p.id is not null then
      jsonb_build_object('id', p.id, 'team', jsonb_build_object('id', pt.id, 'name', pt.name)) end) as review`;
const tables = `review_decisions d join quarterly_reviews r on r.id = d.review_id
  left join people o on o.id = d.owner_id left join teams t on t.id = r.team_id
  left join pilots p on p.id = r.pilot_id left join teams pt on pt.id = p.team_id`;

export type DecisionFilter = {
  state: 'all' | 'overdue' | 'open' | 'done' | 'dropped';
  reviewId?: number | undefined;
  ownerId?: number | undefined;
};

/** The soonest due first, those without a day last. */
export async function listDecisions(db: Queryable, filter: DecisionFilter, limit: number, cursor: string | undefined) {
  const [dueOn, id] = decodeCursor(cursor, 2) ?? [null, null];
  const { values, always, where, text } = createConditions(
    `($1::date is null or (coalesce(d.due_on, 'infinity'), d.id) > ($1, $2::bigint))`,
    [dueOn, id, limit + 1],
  );
  if (filter.state === 'overdue') always(isOverdue);
  else if (filter.state !== 'all') where('d.state = ?', filter.state);
  where('d.review_id = ?::bigint', filter.reviewId);
  where('d.owner_id = ?::bigint', filter.ownerId);
  const found = await rows<DecisionRow>(
    db,
    `select ${columns} from ${tables} where ${text()} order by coalesce(d.due_on, 'infinity'), d.id limit $3`,
    values,
  );
  return pageOf(found, limit, (decision) => [decision.dueOn ?? 'infinity', decision.id]);
}

export async function loadDecision(db: Queryable, id: number): Promise<DecisionRow | null> {
  return row(db, `select ${columns} from ${tables} where d.id = $1`, [id]);
}

export async function lockDecision(tx: Queryable, id: number): Promise<DecisionRow | null> {
  const found = await run(tx, 'select from review_decisions where id = $1 for update', [id]);
  return found === 0 ? null : loadDecision(tx, id);
}

/**
 * What earlier reviews of the same scope decided: all of the one before, and what is still open of those before it. At most
 * 100, the newest review first.
 */
export async function listEarlierDecisions(
  db: Queryable,
  scope: { year: number; quarter: number; teamId: number | null; pilotId: number | null },
): Promise<DecisionRow[]> {
  const isEarlier = (review: string) =>
    `coalesce(${review}.team_id, 0) = coalesce($3::bigint, 0) and coalesce(${review}.pilot_id, 0) = coalesce($4::bigint, 0)
     and (${review}.year, ${review}.quarter) < ($1::int, $2::int)`;
  return rows(
    db,
    `select ${columns} from ${tables} where ${isEarlier('r')} and (d.state = 'open' or r.id =
       (select b.id from quarterly_reviews b where ${isEarlier('b')} order by b.year desc, b.quarter desc limit 1))
     order by r.year desc, r.quarter desc, d.id limit 100`,
    [scope.year, scope.quarter, scope.teamId, scope.pilotId],
  );
}

export async function insertDecision(tx: Queryable, { reviewId, text, ownerId, dueOn }: DecisionInput) {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into review_decisions (review_id, text, owner_id, due_on) values ($1, $2, $3, $4) returning id',
    [reviewId, text, ownerId, dueOn],
  );
  return inserted!.id;
}

export type StoredDecision = {
  text: string;
  ownerId: number | null;
  dueOn: string | null;
  state: Decision['state'];
  reason: string;
};

/** @param by who finishes it, where the state changes */
export async function updateDecision(tx: Queryable, id: number, decision: StoredDecision, by: unknown): Promise<void> {
  await run(
    tx,
    `update review_decisions set text = $2, owner_id = $3, due_on = $4, state = $5, reason = $6,
       finished_at = case when $5 = 'open' then null when $5 = state then finished_at else evenkeel.now() end,
       finished_by = case when $5 = 'open' then null when $5 = state then finished_by else $7::jsonb end,
       version = version + 1
     where id = $1`,
    [id, decision.text, decision.ownerId, decision.dueOn, decision.state, decision.reason, JSON.stringify(by)],
  );
}

export type DueDecision = {
  id: number;
  ownerId: number;
  text: string;
  dueOn: string;
  isOverdue: boolean;
  reviewId: number;
};

/** Open decisions with an owner that are due within so many days, or were; at most 500, the longest overdue first. */
export async function listDue(db: Queryable, days: number): Promise<DueDecision[]> {
  return rows(
    db,
    `select d.id, d.owner_id, d.text, d.due_on::text, ${isOverdue} as is_overdue, d.review_id
     from review_decisions d join quarterly_reviews r on r.id = d.review_id
     where d.state = 'open' and d.owner_id is not null and d.due_on <= ${today} + $1::int order by d.due_on, d.id limit 500`,
    [days],
  );
}
