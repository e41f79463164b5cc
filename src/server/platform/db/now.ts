/** The time by the clock of the database: what is compared with its rows is never the process's own time. */
import { type Queryable, row } from './database.ts';

/** To the millisecond; the moment of each statement, within a transaction too. */
export async function readNow(db: Queryable): Promise<Date> {
  return (await row<{ now: Date }>(db, "select date_trunc('milliseconds', evenkeel.now()) as now"))!.now;
}

/** As `readNow`, in milliseconds since the epoch. */
export async function readNowMs(db: Queryable): Promise<number> {
  return (await readNow(db)).getTime();
}
