/** Calendars that were removed, kept whole for as long as they can be restored. */
import { DAYS_TO_RESTORE_CALENDAR, type RemovedCalendar } from '../../../contract/respond/schedules/calendars.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type RemovedCalendarRow = Omit<RemovedCalendar, 'removedAt'> & { removedAt: Date };

export async function listRemoved(
  db: Queryable,
  query: { limit: number; cursor?: string | undefined; personId?: number | undefined; teamId?: number | undefined },
) {
  const [micros, id] = decodeCursor(query.cursor, 2) ?? [null, null];
  const found = await rows<RemovedCalendarRow & { micros: string }>(
    db,
    `select id, person_id, team_id, calendar ->> 'name' as name, calendar ->> 'host' as host, removed_at,
       (extract(epoch from removed_at) * 1000000)::bigint::text as micros
     from removed_calendars
     where removed_at > evenkeel.now() - $6 * interval '1 day'
       and ($4::bigint is null or person_id = $4) and ($5::bigint is null or team_id = $5)
       and ($1::bigint is null or (removed_at, id) < (to_timestamp(0) + $1 * interval '1 microsecond', $2::bigint))
     order by removed_at desc, id desc limit $3`,
    [micros, id, query.limit + 1, query.personId ?? null, query.teamId ?? null, DAYS_TO_RESTORE_CALENDAR],
  );
  return pageOf(found, query.limit, (calendar) => [calendar.micros, calendar.id]);
}

/** False when there is no such calendar. Its address stays sealed, for the same number. */
export async function moveToRemoved(tx: Queryable, id: number): Promise<boolean> {
  // Whoever reads it meanwhile is waited for, so that what came from it is all there.
  if (!(await row(tx, 'select 1 from calendars where id = $1 for update', [id]))) return false;
  await run(
    tx,
    `insert into removed_calendars (id, person_id, team_id, address, calendar, absences, holidays)
     select c.id, c.person_id, c.team_id, c.address, to_jsonb(c) - 'address',
       coalesce((select jsonb_agg(to_jsonb(a)) from absences a where a.calendar_id = c.id), '[]'),
       coalesce((select jsonb_agg(to_jsonb(h)) from holidays h where h.calendar_id = c.id), '[]')
     from calendars c where c.id = $1`,
    [id],
  );
  await run(tx, 'delete from calendars where id = $1', [id]);
  return true;
}

/** Whose it was; null for one that is not there, or not any more. */
export function lockRemoved(tx: Queryable, id: number) {
  return row<{ personId: number | null; teamId: number | null }>(
    tx,
    `select person_id, team_id from removed_calendars
     where id = $1 and removed_at > evenkeel.now() - $2 * interval '1 day' for update`,
    [id, DAYS_TO_RESTORE_CALENDAR],
  );
}

/** With the numbers that its rows had. Its text is asked for anew, soon. */
export async function putBack(tx: Queryable, id: number): Promise<void> {
  await run(
    tx,
    `insert into calendars (id, person_id, team_id, name, address, host, title_words, last_read_at, problem,
       failing_since, item_count, left_out_count, created_at)
     overriding system value
     select d.id, d.person_id, d.team_id, c.name, d.address, c.host, coalesce(c.title_words, '{}'), c.last_read_at, c.problem,
       c.failing_since, coalesce(c.item_count, 0), coalesce(c.left_out_count, 0), coalesce(c.created_at, evenkeel.now())
     from removed_calendars d, jsonb_populate_record(null::evenkeel.calendars, d.calendar) c where d.id = $1`,
    [id],
  );
  await run(
    tx,
    `insert into absences (id, person_id, calendar_id, starts_at, ends_at, note, created_at)
     overriding system value
     select a.id, d.person_id, d.id, a.starts_at, a.ends_at, a.note, a.created_at
     from removed_calendars d, jsonb_populate_recordset(null::evenkeel.absences, d.absences) a where d.id = $1`,
    [id],
  );
  await run(
    tx,
    `insert into holidays (calendar_id, date, name)
     select d.id, h.date, h.name
     from removed_calendars d, jsonb_populate_recordset(null::evenkeel.holidays, d.holidays) h where d.id = $1`,
    [id],
  );
  await run(tx, 'delete from removed_calendars where id = $1', [id]);
}

/** Those that can no longer be restored, with their addresses. */
export async function forgetRemoved(db: Queryable): Promise<void> {
  await run(db, "delete from removed_calendars where removed_at < evenkeel.now() - $1 * interval '1 day'", [
    DAYS_TO_RESTORE_CALENDAR,
  ]);
}
