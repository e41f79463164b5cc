import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import type { OverrideRow } from './snapshots.ts';

export type VersionRow = {
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
    `select schedule_id, in_force_from, team_id, time_zone, evenkeel.whole_schedule(definition, at_once) as definition
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
  return rows<OverrideRow & { scheduleId: number }>(
    db,
    `select schedule_id, person_id, replaces_person_id, starts_at, ends_at from schedule_overrides
     where schedule_id = any ($1::bigint[]) and ends_at > $2 and starts_at < $3 order by id limit 100000`,
    [scheduleIds, from, to],
  );
}

/** Versions of these schedules that were in force within `[from, to)`, by schedule and time. */
export async function listVersionsOf(
  db: Queryable,
  scheduleIds: readonly number[],
  from: Date,
  to: Date,
  limit: number,
): Promise<VersionRow[]> {
  return rows(
    db,
    `select schedule_id, in_force_from, team_id, time_zone, evenkeel.whole_schedule(definition, at_once) as definition
     from schedule_versions v
     where schedule_id = any ($1::bigint[]) and in_force_from < $3
       and not exists (select from schedule_versions n
         where n.schedule_id = v.schedule_id and n.in_force_from > v.in_force_from and n.in_force_from <= $2)
     order by schedule_id, in_force_from limit $4`,
    [scheduleIds, from, to, limit],
  );
}

/** When these people were deactivated and activated again, in order. */
export async function listDisabling(
  db: Queryable,
  personIds: number[],
): Promise<{ personId: number; at: Date; disabled: boolean }[]> {
  if (personIds.length === 0) return [];
  return rows(
    db,
    `select e.subject_id as person_id, e.at, e.kind = 'person.disabled' as disabled from events e
     where e.subject_kind = 'person' and e.subject_id = any ($1::bigint[])
       and e.kind in ('person.disabled', 'person.enabled')
     union all
     select p.id, p.disabled_at, true from people p where p.id = any ($1::bigint[]) and p.disabled_at is not null
     order by at, disabled limit 100000`,
    [personIds],
  );
}
