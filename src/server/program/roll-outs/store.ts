import type { RollOutInput } from '../../../contract/program/plans/roll-outs.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type RollOutRow = {
  id: number;
  name: string;
  timeZone: string;
  pilot: { id: number; team: { id: number; name: string } } | null;
  version: number;
  createdAt: Date;
  /** YYYY-MM-DD in its time zone. */
  today: string;
};

const select = `select r.id, r.name, r.time_zone, r.version, r.created_at,
  (evenkeel.now() at time zone r.time_zone)::date::text as today,
  case when p.id is not null then jsonb_build_object('id', p.id, 'team', jsonb_build_object('id', t.id, 'name', t.name)) end
    as pilot
  from roll_outs r left join pilots p on p.id = r.pilot_id left join teams t on t.id = p.team_id`;

export async function listRollOuts(db: Queryable, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<RollOutRow>(
    db,
    `${select} where $1::bigint is null or r.id < $1 order by r.id desc limit $2`,
    [before, limit + 1],
  );
  return pageOf(found, limit, (rollOut) => [rollOut.id]);
}

export async function loadRollOut(db: Queryable, id: number): Promise<RollOutRow | null> {
  return row(db, `${select} where r.id = $1`, [id]);
}

export async function lockRollOut(tx: Queryable, id: number): Promise<RollOutRow | null> {
  const found = await run(tx, 'select from roll_outs where id = $1 for update', [id]);
  return found === 0 ? null : loadRollOut(tx, id);
}

export async function insertRollOut(tx: Queryable, rollOut: Omit<RollOutInput, 'waves' | 'sponsor'>): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into roll_outs (name, time_zone, pilot_id) values ($1, $2, $3) returning id',
    [rollOut.name, rollOut.timeZone, rollOut.pilotId],
  );
  return inserted!.id;
}

export async function renameRollOut(tx: Queryable, id: number, name: string): Promise<void> {
  await run(tx, 'update roll_outs set name = $2 where id = $1', [id, name]);
}

export async function touchRollOut(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update roll_outs set version = version + 1 where id = $1', [id]);
}

/** Moves the plans of a wave that nobody has ended; their milestones are moved by the caller. Returns their ids. */
export async function moveParts(
  tx: Queryable,
  rollOutId: number,
  wave: number,
  to: { startsOn: string; startsAt: Date; baselineEndsAt: Date },
): Promise<number[]> {
  const moved = await rows<{ id: number }>(
    tx,
    `update pilots set starts_on = $3, starts_at = $4, baseline_starts_at = $4, baseline_ends_at = $5, looked_at = null,
       version = version + 1 where roll_out_id = $1 and wave = $2 and ended_at is null returning id`,
    [rollOutId, wave, to.startsOn, to.startsAt, to.baselineEndsAt],
  );
  return moved.map(({ id }) => id);
}

export type TeamRow = { id: number; name: string; hasOpenPlan: boolean; wentThrough: boolean };

/** Teams with people or services, by name, and whether they have a plan or went through one that was not stopped. */
export async function listTeamsByPlan(db: Queryable): Promise<TeamRow[]> {
  return rows(
    db,
    `select t.id, t.name, exists (select from pilots p where p.team_id = t.id and p.ended_at is null) as has_open_plan,
       exists (select from pilots p where p.team_id = t.id and p.kind <> 'recovery' and p.outcome <> 'stopped') as went_through
     from teams t where exists (select from services s where s.team_id = t.id)
       or exists (select from team_members m where m.team_id = t.id)
     order by lower(t.name), t.id limit 1000`,
  );
}
