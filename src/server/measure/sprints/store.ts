import type { SavedSprintCalendar } from '../../../contract/measure/sprint-calendars.ts';
import type { SprintDays } from '../../../domain/measure/sprint-timeline.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

const mostCalendars = 500;

export type SprintCalendarRow = {
  id: number;
  teamId: number | null;
  teamName: string | null;
  effectiveFrom: string;
  zone: string;
  origin: SavedSprintCalendar['origin'];
  startDate: string | null;
  lengthDays: number | null;
  sprints: SprintDays[] | null;
  createdBy: string;
  createdAt: Date;
  removedAt: Date | null;
};

export type NewSprintCalendar = Omit<SprintCalendarRow, 'id' | 'teamName' | 'createdAt' | 'removedAt'>;

const columns = `c.id, c.team_id, t.name as team_name, c.effective_from::text as effective_from, c.zone, c.origin,
  c.start_date::text as start_date, c.length_days, c.sprints, c.created_by, c.created_at, c.removed_at`;
const tables = 'from sprint_calendars c left join teams t on t.id = c.team_id';

export async function listCalendars(db: Queryable): Promise<SprintCalendarRow[]> {
  return rows(
    db,
    `select ${columns} ${tables} where c.removed_at is null
     order by t.name nulls first, c.team_id, c.effective_from desc limit ${mostCalendars}`,
  );
}

/** Of the organisation and of a team, in the order in which they count. */
export async function listInForce(db: Queryable, teamId: number | null): Promise<SprintCalendarRow[]> {
  return rows(
    db,
    `select ${columns} ${tables} where c.removed_at is null and (c.team_id is null or c.team_id = $1)
     order by c.effective_from limit ${mostCalendars}`,
    [teamId],
  );
}

export async function loadCalendar(db: Queryable, id: number): Promise<SprintCalendarRow | null> {
  return row(db, `select ${columns} ${tables} where c.id = $1`, [id]);
}

export async function insertCalendar(tx: Queryable, given: NewSprintCalendar): Promise<number> {
  const { teamId, effectiveFrom, zone, startDate, lengthDays, sprints, origin, createdBy } = given;
  const inserted = await row<{ id: number }>(
    tx,
    `insert into sprint_calendars (team_id, effective_from, zone, start_date, length_days, sprints, origin, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      ...[teamId, effectiveFrom, zone, startDate, lengthDays],
      ...[sprints && JSON.stringify(sprints), origin, createdBy],
    ],
  );
  return inserted!.id;
}

/** Whether another calendar of the same team counts from the same day. */
export async function isTaken(tx: Queryable, teamId: number | null, effectiveFrom: string): Promise<boolean> {
  const found = await row(
    tx,
    `select 1 from sprint_calendars
     where removed_at is null and coalesce(team_id, 0) = coalesce($1, 0) and effective_from = $2`,
    [teamId, effectiveFrom],
  );
  return found !== null;
}

export async function countInForce(tx: Queryable): Promise<number> {
  const found = await row<{ n: number }>(
    tx,
    'select count(*)::int as n from sprint_calendars where removed_at is null',
  );
  return found!.n;
}

/** False where it is so already. */
export async function setRemoved(tx: Queryable, id: number, isRemoved: boolean): Promise<boolean> {
  const changed = await run(
    tx,
    `update sprint_calendars set removed_at = case when $2 then evenkeel.now() end
     where id = $1 and (removed_at is not null) <> $2`,
    [id, isRemoved],
  );
  return changed === 1;
}

/** Teams that had a calendar of their own by this day. */
export async function listTeamsBy(db: Queryable, date: string): Promise<number[]> {
  const found = await rows<{ teamId: number }>(
    db,
    `select distinct team_id from sprint_calendars where removed_at is null and team_id is not null and effective_from <= $1`,
    [date],
  );
  return found.map(({ teamId }) => teamId);
}
