import { type Queryable, rows } from '../../platform/db/database.ts';

export function listServiceNames(db: Queryable, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  return rows(db, 'select id, name from services where id = any ($1::bigint[]) order by name, id', [ids]);
}

/** When the rates were written, oldest first; the log of events keeps what they were. */
export function listWrittenAt(db: Queryable): Promise<{ id: number; at: Date }[]> {
  return rows(
    db,
    `select id, at from (select id, at from events
       where subject_kind = 'program' and subject_id is null and kind = 'impactRates.updated' order by id desc limit 1000) latest
     order by id`,
  );
}

export function listWritten(db: Queryable, eventIds: readonly number[]): Promise<{ id: number; rates: unknown }[]> {
  return rows(db, `select id, data->'after' as rates from events where id = any ($1::bigint[])`, [eventIds]);
}
