import { type Queryable, row } from '../platform/db/database.ts';

/** The time of the database, to the millisecond. */
export async function readNow(db: Queryable): Promise<Date> {
  return (await row<{ now: Date }>(db, "select date_trunc('milliseconds', evenkeel.now()) as now"))!.now;
}
