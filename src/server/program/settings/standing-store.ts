import { type Queryable, row } from '../../platform/db/database.ts';

/** The level of the last completed assessment of the whole. */
export async function lastAssessed(db: Queryable): Promise<{ level: number; completedAt: Date } | null> {
  return row(
    db,
    `select overall as level, completed_at from assessments
     where completed_at is not null and team_id is null and overall is not null order by completed_at desc, id desc limit 1`,
  );
}

/** The return by the last held review of the whole, where the data carried one. */
export async function lastReturn(
  db: Queryable,
): Promise<{ year: number; quarter: number; low: number; high: number } | null> {
  return row(
    db,
    `select year, quarter, (composed->'money'->'ratio'->>'low')::float as low,
       (composed->'money'->'ratio'->>'high')::float as high
     from quarterly_reviews where held_at is not null and team_id is null and pilot_id is null
       and composed->'money'->'ratio'->>'low' is not null order by held_at desc, id desc limit 1`,
  );
}
