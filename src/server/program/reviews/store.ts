import type { Attendee, Review, ReviewInput, ReviewUpdate } from '../../../contract/program/reviews.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type ReviewRow = Pick<
  Review,
  | 'id'
  | 'year'
  | 'quarter'
  | 'team'
  | 'pilot'
  | 'timeZone'
  | 'plannedOn'
  | 'attendees'
  | 'notes'
  | 'composed'
  | 'version'
> & { composedAt: Date; heldAt: Date | null };

const headColumns = `r.id, r.year, r.quarter, r.time_zone, r.planned_on::text, r.composed_at, r.held_at, r.version,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  case when p.id is not null then jsonb_build_object('id', p.id, 'team', jsonb_build_object('id', pt.id, 'name', pt.name))
    end as pilot`;
const columns = `${headColumns}, r.attendees, r.notes, r.composed`;
const tables = `quarterly_reviews r left join teams t on t.id = r.team_id left join pilots p on p.id = r.pilot_id
  left join teams pt on pt.id = p.team_id`;

export async function listReviews(db: Queryable, limit: number, cursor: string | undefined) {
  const [year, quarter, id] = decodeCursor(cursor, 3) ?? [null, null, null];
  const found = await rows<Omit<ReviewRow, 'attendees' | 'notes' | 'composed'>>(
    db,
    `select ${headColumns} from ${tables}
     where $1::bigint is null or (r.year, r.quarter, r.id) < ($1, $2::bigint, $3::bigint)
     order by r.year desc, r.quarter desc, r.id desc limit $4`,
    [year, quarter, id, limit + 1],
  );
  return pageOf(found, limit, (review) => [review.year, review.quarter, review.id]);
}

export async function loadReview(db: Queryable, id: number): Promise<ReviewRow | null> {
  return row(db, `select ${columns} from ${tables} where r.id = $1`, [id]);
}

export async function lockReview(tx: Queryable, id: number): Promise<ReviewRow | null> {
  return row(tx, `select ${columns} from ${tables} where r.id = $1 for update of r`, [id]);
}

/** Null when the quarter has a review of this scope already. */
export async function insertReview(
  tx: Queryable,
  review: ReviewInput & { composed: unknown; at: Date },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into quarterly_reviews (year, quarter, team_id, pilot_id, time_zone, planned_on, composed, composed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [
      review.year,
      review.quarter,
      review.teamId,
      review.pilotId,
      review.timeZone,
      review.plannedOn,
      JSON.stringify(review.composed),
      review.at,
    ],
  );
  return inserted?.id ?? null;
}

/** False when the review has another version than expected. */
export async function updateReview(
  tx: Queryable,
  id: number,
  input: Omit<ReviewUpdate, 'attendees'> & { attendees: Attendee[] },
  version: number | undefined,
) {
  const updated = await run(
    tx,
    `update quarterly_reviews set planned_on = $2, attendees = $3, notes = $4, version = version + 1
     where id = $1 and ($5::int is null or version = $5)`,
    [id, input.plannedOn, JSON.stringify(input.attendees), input.notes, version ?? null],
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

/** With what earlier reviews decided, as it stands. */
export async function setHeld(tx: Queryable, id: number, earlierDecisions: unknown): Promise<void> {
  await run(
    tx,
    `update quarterly_reviews set held_at = evenkeel.now(), version = version + 1,
       composed = composed || jsonb_build_object('earlierDecisions', $2::jsonb) where id = $1`,
    [id, JSON.stringify(earlierDecisions)],
  );
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
