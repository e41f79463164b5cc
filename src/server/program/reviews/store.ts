import type { Review, ReviewUpdate } from '../../../contract/learn/reviews.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type ReviewRow = Pick<
  Review,
  'id' | 'year' | 'quarter' | 'timeZone' | 'plannedOn' | 'attendees' | 'notes' | 'decisions' | 'composed' | 'version'
> & { composedAt: Date; heldAt: Date | null };

const headColumns = 'id, year, quarter, time_zone, planned_on::text, composed_at, held_at, version';
const columns = `${headColumns}, attendees, notes, decisions, composed`;

export async function listReviews(db: Queryable, limit: number, cursor: string | undefined) {
  const [year, quarter] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<Omit<ReviewRow, 'attendees' | 'notes' | 'decisions' | 'composed'>>(
    db,
    `select ${headColumns} from quarterly_reviews where $1::bigint is null or (year, quarter) < ($1, $2::bigint)
     order by year desc, quarter desc limit $3`,
    [year, quarter, limit + 1],
  );
  return pageOf(found, limit, (review) => [review.year, review.quarter]);
}

export async function loadReview(db: Queryable, id: number): Promise<ReviewRow | null> {
  return row(db, `select ${columns} from quarterly_reviews where id = $1`, [id]);
}

export async function lockReview(tx: Queryable, id: number): Promise<ReviewRow | null> {
  return row(tx, `select ${columns} from quarterly_reviews where id = $1 for update`, [id]);
}

/** Null when the quarter has a review already. */
export async function insertReview(
  tx: Queryable,
  review: { year: number; quarter: number; timeZone: string; plannedOn: string | null; composed: unknown; at: Date },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into quarterly_reviews (year, quarter, time_zone, planned_on, composed, composed_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [review.year, review.quarter, review.timeZone, review.plannedOn, JSON.stringify(review.composed), review.at],
  );
  return inserted?.id ?? null;
}

/** False when the review has another version than expected. */
export async function updateReview(tx: Queryable, id: number, input: ReviewUpdate, version: number | undefined) {
  const updated = await run(
    tx,
    `update quarterly_reviews set planned_on = $2, attendees = $3, notes = $4, decisions = $5, version = version + 1
     where id = $1 and ($6::int is null or version = $6)`,
    [
      id,
      input.plannedOn,
      JSON.stringify(input.attendees),
      input.notes,
      JSON.stringify(input.decisions),
      version ?? null,
    ],
  );
  return updated === 1;
}

export async function storeComposed(tx: Queryable, id: number, composed: unknown, at: Date): Promise<void> {
  await run(tx, 'update quarterly_reviews set composed = $2, composed_at = $3, version = version + 1 where id = $1', [
    id,
    JSON.stringify(composed),
    at,
  ]);
}

export async function setHeld(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update quarterly_reviews set held_at = evenkeel.now(), version = version + 1 where id = $1', [id]);
}

export async function deleteReview(tx: Queryable, id: number): Promise<boolean> {
  return (await run(tx, 'delete from quarterly_reviews where id = $1 and held_at is null', [id])) === 1;
}

export async function lastHeldAt(db: Queryable): Promise<Date | null> {
  return (await row<{ at: Date | null }>(db, 'select max(held_at) as at from quarterly_reviews'))!.at;
}

/** The earliest review that has a date and was not held. */
export async function nextPlanned(db: Queryable): Promise<{ id: number; plannedOn: string } | null> {
  return row(
    db,
    `select id, planned_on::text from quarterly_reviews where held_at is null and planned_on is not null
     order by planned_on, id limit 1`,
  );
}
