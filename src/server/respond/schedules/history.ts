import { problem } from '../../../contract/errors.ts';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import {
  type DisabledPeriods,
  type PastShift,
  pastShifts,
  type ScheduleHistory,
  type ScheduleVersion,
} from '../../../domain/respond/schedules/history.ts';
import type { Override } from '../../../domain/respond/schedules/schedule.ts';
import type { Queryable } from '../../platform/db/database.ts';
import * as store from './history-store.ts';
import { overrideOf, participantsOf } from './snapshots.ts';

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
  const histories = await historiesOf(db, found, new Date(from), new Date(to));
  return [...histories.values()].flatMap((history) => {
    const shifts = pastShifts(history, from, to);
    return teamId === undefined ? shifts : shifts.filter((shift) => shift.teamId === teamId);
  });
}

/**
 * What one schedule said and says at each moment of `[from, to)` (epoch milliseconds): up to now as it was then, from now on
 * as it is, or as `next` would have it. @throws Problem `invalid_input` when it had too many versions
 */
export async function loadHistory(
  db: Queryable,
  scheduleId: number,
  from: number,
  to: number,
  next?: { at: number; timeZone: string; definition: ScheduleDefinition },
): Promise<ScheduleHistory> {
  const found = await store.listVersionsOf(db, [scheduleId], new Date(from), new Date(to), mostVersions + 1);
  if (found.length > mostVersions)
    throw problem('invalid_input', 'The schedule changed too often in so long a period. Ask for a shorter one.');
  const versions = next ? found.filter(({ inForceFrom }) => inForceFrom.getTime() < next.at) : found;
  if (next) {
    const { at, ...definition } = next;
    versions.push({ ...definition, scheduleId, teamId: null, inForceFrom: new Date(at) });
  }
  const history = (await historiesOf(db, versions, new Date(from), new Date(to))).get(scheduleId);
  return history ?? { versions: [], overrides: [], disabled: new Map() };
}

/** The same for several schedules, of those that were there at all. @throws Problem `invalid_input` as above */
export async function loadHistories(
  db: Queryable,
  scheduleIds: readonly number[],
  from: number,
  to: number,
): Promise<Map<number, ScheduleHistory>> {
  const found = await store.listVersionsOf(db, scheduleIds, new Date(from), new Date(to), mostVersions + 1);
  if (found.length > mostVersions)
    throw problem('invalid_input', 'Schedules changed too often in so long a period. Ask for a shorter one.');
  return historiesOf(db, found, new Date(from), new Date(to));
}

async function historiesOf(
  db: Queryable,
  found: store.VersionRow[],
  from: Date,
  to: Date,
): Promise<Map<number, ScheduleHistory>> {
  const versions = new Map<number, ScheduleVersion[]>();
  for (const { scheduleId, inForceFrom, ...version } of found)
    append(versions, scheduleId, { ...version, inForceFrom: inForceFrom.getTime() });
  const overrides = new Map<number, Override[]>();
  for (const { scheduleId, ...override } of await store.listOverrides(db, [...versions.keys()], from, to))
    append(overrides, scheduleId, overrideOf(override));
  const peopleOf = (scheduleId: number) => {
    const people = new Set((overrides.get(scheduleId) ?? []).map(({ personId }) => personId));
    for (const { definition } of versions.get(scheduleId) ?? [])
      if (definition) for (const personId of participantsOf(definition)) people.add(personId);
    return people;
  };
  const everybody = new Set([...versions.keys()].flatMap((scheduleId) => [...peopleOf(scheduleId)]));
  const disabled = await loadDisabledPeriods(db, [...everybody]);
  return new Map(
    [...versions].map(([scheduleId, own]) => {
      const people = peopleOf(scheduleId);
      return [
        scheduleId,
        {
          versions: own,
          overrides: overrides.get(scheduleId) ?? [],
          disabled: new Map([...disabled].filter(([personId]) => people.has(personId))),
        },
      ];
    }),
  );
}

/** From what was recorded of each person; somebody who is deactivated without a record is so from their row. */
async function loadDisabledPeriods(db: Queryable, personIds: number[]): Promise<DisabledPeriods> {
  const periods = new Map<number, { from: number; to: number }[]>();
  for (const { personId, at, disabled } of await store.listDisabling(db, personIds)) {
    const own = periods.get(personId) ?? [];
    const open = own.at(-1)?.to === Number.POSITIVE_INFINITY ? own.at(-1)! : null;
    if (disabled && !open) own.push({ from: at.getTime(), to: Number.POSITIVE_INFINITY });
    if (!disabled && open) open.to = at.getTime();
    periods.set(personId, own);
  }
  return periods;
}

function append<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
