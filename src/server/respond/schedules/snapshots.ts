import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import type { Override, Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { preparedRows, type Queryable } from '../../platform/db/database.ts';

/**
 * What decides who is on call on each of the schedules within `[from, to)` (milliseconds since the epoch):
 * the definition, the overrides of that time and the deactivated people. Three queries, however many schedules.
 * Schedules that do not exist are not in the map.
 */
export async function loadSnapshots(
  db: Queryable,
  scheduleIds: readonly number[],
  from: number,
  to: number,
): Promise<Map<number, Schedule>> {
  if (scheduleIds.length === 0) return new Map();
  const [found, overrides] = await Promise.all([
    preparedRows<{ id: number; timeZone: string; definition: ScheduleDefinition }>(
      db,
      'load-schedules',
      `select id, time_zone, evenkeel.whole_schedule(definition, at_once) as definition
       from schedules where id = any ($1::bigint[])`,
      [scheduleIds],
    ),
    preparedRows<OverrideRow & { scheduleId: number }>(
      db,
      'load-overrides',
      `select schedule_id, person_id, replaces_person_id, starts_at, ends_at from schedule_overrides
       where schedule_id = any ($1::bigint[]) and ends_at > $2 and starts_at < $3 order by id`,
      [scheduleIds, new Date(from), new Date(to)],
    ),
  ]);
  const people = new Set(overrides.map(({ personId }) => personId));
  for (const { definition } of found) for (const personId of participantsOf(definition)) people.add(personId);
  const disabledPersonIds = await loadDisabled(db, [...people]);
  const snapshots = new Map(
    found.map(({ id, timeZone, definition }) => [
      id,
      { timeZone, definition, overrides: [] as Override[], disabledPersonIds },
    ]),
  );
  for (const { scheduleId, ...override } of overrides) snapshots.get(scheduleId)?.overrides.push(overrideOf(override));
  return snapshots;
}

export type OverrideRow = { personId: number; replacesPersonId: number | null; startsAt: Date; endsAt: Date };

/** An override as the rules of schedules read it. */
export function overrideOf({ personId, replacesPersonId, startsAt, endsAt }: OverrideRow): Override {
  return {
    ...{ personId, replacesPersonId },
    ...{ startsAt: instantOf(startsAt.getTime()), endsAt: instantOf(endsAt.getTime()) },
  };
}

/** Everybody who has a turn somewhere in the layers. */
export function participantsOf(definition: ScheduleDefinition): Set<number> {
  const people = definition.layers.flatMap(({ participants }) => participants);
  return new Set(people.filter((personId) => personId !== null));
}

/** Those of the people who are deactivated. */
export async function loadDisabled(db: Queryable, personIds: readonly number[]): Promise<number[]> {
  if (personIds.length === 0) return [];
  const found = await preparedRows<{ id: number }>(
    db,
    'load-disabled-people',
    'select id from people where id = any ($1::bigint[]) and disabled_at is not null',
    [personIds],
  );
  return found.map(({ id }) => id);
}
