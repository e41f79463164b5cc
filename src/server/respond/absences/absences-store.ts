import type { Absence } from '../../../contract/respond/schedules/absences.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type AbsenceRow = Omit<Absence, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date };

const columns = `a.id, a.person_id, p.name as person_name, a.starts_at, a.ends_at, a.note, a.calendar_id,
  c.name as calendar_name`;
const joins = 'absences a join people p on p.id = a.person_id left join calendars c on c.id = a.calendar_id';

/** Those that run or lie ahead, the next to end first. */
export async function listAbsences(
  db: Queryable,
  { limit, cursor, personId }: { limit: number; cursor?: string | undefined; personId?: number | undefined },
) {
  const [endsAtMs, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<AbsenceRow>(
    db,
    `select ${columns} from ${joins}
     where a.ends_at > evenkeel.now() and ($4::bigint is null or a.person_id = $4)
       and ($1::float8 is null or (a.ends_at, a.id) > (to_timestamp($1 / 1000.0), $2::bigint))
     order by a.ends_at, a.id limit $3`,
    [endsAtMs, id, limit + 1, personId ?? null],
  );
  return pageOf(found, limit, (absence) => [absence.endsAt.getTime(), absence.id]);
}

/** Those of these people that touch `[from, to)`, by start; at most `limit`. */
export async function absencesBetween(
  db: Queryable,
  personIds: readonly number[],
  from: Date,
  to: Date,
  limit: number,
): Promise<AbsenceRow[]> {
  if (personIds.length === 0) return [];
  return rows<AbsenceRow>(
    db,
    `select ${columns} from ${joins}
     where a.person_id = any ($1::bigint[]) and a.ends_at > $2 and a.starts_at < $3 order by a.starts_at, a.id limit $4`,
    [personIds, from, to, limit],
  );
}

export async function loadAbsence(db: Queryable, id: number): Promise<AbsenceRow | null> {
  return row<AbsenceRow>(db, `select ${columns} from ${joins} where a.id = $1`, [id]);
}

/** Of those entered by hand. */
export async function countComing(db: Queryable, personId: number): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    'select count(*)::int as count from absences where person_id = $1 and calendar_id is null and ends_at > evenkeel.now()',
    [personId],
  );
  return counted!.count;
}

export async function insertAbsence(
  db: Queryable,
  absence: { personId: number; startsAt: Date; endsAt: Date; note: string },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    'insert into absences (person_id, starts_at, ends_at, note) values ($1, $2, $3, $4) returning id',
    [absence.personId, absence.startsAt, absence.endsAt, absence.note],
  );
  return inserted!.id;
}

export async function deleteAbsence(db: Queryable, id: number): Promise<void> {
  await run(db, 'delete from absences where id = $1', [id]);
}
