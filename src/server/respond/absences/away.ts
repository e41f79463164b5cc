import { type PersonSpan, shiftsWhileAway } from '../../../domain/respond/schedules/absences.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { absencesBetween } from './absences-store.ts';

const MOST_ABSENCES = 2_000;

/** Where these shifts meet absences of whoever has them, within a range, by start. */
export async function awayDuring<Shift extends PersonSpan>(
  db: Queryable,
  shifts: readonly Shift[],
  fromMs: number,
  toMs: number,
) {
  const people = new Set(shifts.flatMap(({ personId }) => personId ?? []));
  const absences = await absencesBetween(db, [...people], new Date(fromMs), new Date(toMs), MOST_ABSENCES);
  return shiftsWhileAway(
    shifts,
    absences.map((absence) => ({ ...absence, start: absence.startsAt.getTime(), end: absence.endsAt.getTime() })),
  );
}
