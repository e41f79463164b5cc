import type { ScheduleDefinition } from '../../../contract/schedule-definition.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

type VersionRow = {
  scheduleId: number;
  inForceFrom: Date;
  teamId: number | null;
  timeZone: string;
  definition: ScheduleDefinition | null;
};

/** Versions that were in force within `[from, to)`, by schedule and time; all of a schedule that was ever the team's. */
export async function listVersions(
  db: Queryable,
  from: Date,
  to: Date,
  teamId: number | undefined,
  limit: number,
): Promise<VersionRow[]> {
  return rows(
    db,
    `select schedule_id, in_force_from, team_id, time_zone, definition
     from schedule_versions v
     where in_force_from < $2
       and not exists (select from schedule_versions n
         where n.schedule_id = v.schedule_id and n.in_force_from > v.in_force_from and n.in_force_from <= $1)
       and ($3::bigint is null or schedule_id in (select schedule_id from schedule_versions where team_id = $3))
     order by schedule_id, in_force_from limit $4`,
    [from, to, teamId ?? null, limit],
  );
}

/** In order of creation; those of deleted schedules too. */
export async function listOverrides(db: Queryable, scheduleIds: number[], from: Date, to: Date) {
  return rows<{ scheduleId: number; personId: number; startsAt: Date; endsAt: Date }>(
    db,
    `select schedule_id, person_id, starts_at, ends_at from schedule_overrides
     where schedule_id = any ($1::bigint[]) and ends_at > $2 and starts_at < $3 order by id limit 100000`,
    [scheduleIds, from, to],
  );
}

/** When each deactivated person was deactivated, epoch milliseconds. */
export async function loadDisabledAt(db: Queryable): Promise<Map<number, number>> {
  const found = await rows<{ id: number; disabledAt: Date }>(
    db,
    'select id, disabled_at from people where disabled_at is not null limit 100000',
  );
  return new Map(found.map(({ id, disabledAt }) => [id, disabledAt.getTime()]));
}
