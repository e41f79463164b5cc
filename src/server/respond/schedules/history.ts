import { problem } from '../../../contract/errors.ts';
import { type PastShift, pastShifts, type ScheduleVersion } from '../../../domain/respond/schedules/history.ts';
import type { Override } from '../../../domain/respond/schedules/schedule.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../platform/db/database.ts';
import * as store from './history-store.ts';
import { participantsOf } from './snapshots.ts';

const mostVersions = 5_000;

/**
 * The shifts of all schedules within `[from, to)` (epoch milliseconds) as they were then, whatever was edited or deleted
 * since; of one team, the shifts of schedules that were its own when the shift ended.
 * @throws Problem `invalid_input` when the schedules had more versions than can be read at once
 */
export async function readPastShifts(
  db: Queryable,
  { from, to, teamId }: { from: number; to: number; teamId?: number | undefined },
): Promise<PastShift[]> {
  const found = await store.listVersions(db, new Date(from), new Date(to), teamId, mostVersions + 1);
  if (found.length > mostVersions)
    throw problem('invalid_input', 'Schedules changed too often in so long a period. Ask for a shorter one.');
  const versions = new Map<number, ScheduleVersion[]>();
  for (const { scheduleId, inForceFrom, ...version } of found)
    append(versions, scheduleId, { ...version, inForceFrom: inForceFrom.getTime() });
  const overrides = new Map<number, Override[]>();
  for (const { scheduleId, personId, startsAt, endsAt } of await store.listOverrides(
    db,
    [...versions.keys()],
    new Date(from),
    new Date(to),
  ))
    append(overrides, scheduleId, {
      personId,
      startsAt: instantOf(startsAt.getTime()),
      endsAt: instantOf(endsAt.getTime()),
    });
  const disabledAt = await store.loadDisabledAt(db);
  return [...versions].flatMap(([scheduleId, own]) => {
    const replaced = overrides.get(scheduleId) ?? [];
    const people = new Set(replaced.map(({ personId }) => personId));
    for (const { definition } of own)
      if (definition) for (const personId of participantsOf(definition)) people.add(personId);
    const disabled = new Map([...disabledAt].filter(([personId]) => people.has(personId)));
    const shifts = pastShifts(own, replaced, disabled, from, to);
    return teamId === undefined ? shifts : shifts.filter((shift) => shift.teamId === teamId);
  });
}

function append<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
