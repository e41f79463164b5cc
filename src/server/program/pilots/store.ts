import type { PlanKind } from '../../../domain/program/plans/template.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type PilotRow = {
  id: number;
  kind: PlanKind;
  team: { id: number; name: string };
  rollOut: { id: number; name: string; wave: number } | null;
  sponsorName: string | null;
  sponsorTitle: string;
  sponsorIsVicePresident: boolean;
  sponsorNamedAt: Date | null;
  startsOn: string;
  timeZone: string;
  startsAt: Date;
  baselineStartsAt: Date;
  baselineEndsAt: Date;
  baseline: unknown;
  baselineFrozenAt: Date | null;
  endedAt: Date | null;
  outcome: string | null;
  outcomeNote: string;
  version: number;
  createdAt: Date;
  /** YYYY-MM-DD in the zone of the pilot. */
  today: string;
};

const columns = `p.id, p.kind, jsonb_build_object('id', t.id, 'name', t.name) as team,
  case when r.id is not null then jsonb_build_object('id', r.id, 'name', r.name, 'wave', p.wave) end as roll_out,
  coalesce(p.baseline_starts_at, p.starts_at) as baseline_starts_at, p.sponsor_name, p.sponsor_title,
  p.sponsor_is_vice_president, p.sponsor_named_at, p.starts_on::text, p.time_zone, p.starts_at, p.baseline_ends_at,
  p.baseline, p.baseline_frozen_at, p.ended_at, p.outcome, p.outcome_note, p.version, p.created_at,
  (evenkeel.now() at time zone p.time_zone)::date::text as today`;
const from = 'pilots p join teams t on t.id = p.team_id left join roll_outs r on r.id = p.roll_out_id';

export async function listPilots(db: Queryable, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<PilotRow>(
    db,
    `select ${columns} from ${from} where $1::bigint is null or p.id < $1 order by p.id desc limit $2`,
    [before, limit + 1],
  );
  return pageOf(found, limit, (pilot) => [pilot.id]);
}

export async function loadPilot(db: Queryable, id: number): Promise<PilotRow | null> {
  return row(db, `select ${columns} from ${from} where p.id = $1`, [id]);
}

/** Those that nobody has ended, the earliest first. */
export async function listOpenPilots(db: Queryable, limit: number): Promise<PilotRow[]> {
  return rows(db, `select ${columns} from ${from} where p.ended_at is null order by p.starts_at, p.id limit $1`, [
    limit,
  ]);
}

export async function hasOpenPilot(db: Queryable, teamId: number): Promise<boolean> {
  return (await run(db, 'select from pilots where team_id = $1 and ended_at is null', [teamId])) > 0;
}

/** The plans of roll-outs, by wave. */
export async function listParts(db: Queryable, rollOutIds: number[]): Promise<PilotRow[]> {
  return rows(
    db,
    `select ${columns} from ${from} where p.roll_out_id = any ($1::bigint[])
     order by p.roll_out_id, p.wave, lower(t.name), p.id limit 10000`,
    [rollOutIds],
  );
}

/** Teams with services that had no plan at any moment of a period. */
export async function listTeamsWithoutPlan(db: Queryable, from: Date, to: Date) {
  return rows<{ id: number; name: string }>(
    db,
    `select t.id, t.name from teams t where exists (select from services s where s.team_id = t.id)
       and not exists (select from pilots p where p.team_id = t.id and p.starts_at < $2
         and coalesce(p.ended_at, 'infinity') > $1)
     order by lower(t.name), t.id limit 1000`,
    [from, to],
  );
}

/** The pilot that started the program, whether it runs or is over. */
export async function loadFirstPilot(db: Queryable): Promise<PilotRow | null> {
  return row(
    db,
    `select ${columns} from ${from} where p.outcome is distinct from 'stopped' order by p.starts_at, p.id limit 1`,
  );
}

/** The pilot whose baseline was frozen first: of all, or of a team. */
export async function loadFirstBaseline(db: Queryable, teamId: number | null = null): Promise<PilotRow | null> {
  return row(
    db,
    `select ${columns} from ${from} where p.baseline_frozen_at is not null and ($1::bigint is null or p.team_id = $1)
     order by p.baseline_ends_at, p.id limit 1`,
    [teamId],
  );
}

export async function lockPilot(tx: Queryable, id: number): Promise<PilotRow | null> {
  const found = await run(tx, 'select from pilots where id = $1 for update', [id]);
  return found === 0 ? null : loadPilot(tx, id);
}

export async function insertPilot(
  tx: Queryable,
  pilot: {
    kind: PlanKind;
    teamId: number;
    rollOut: { id: number; wave: number } | null;
    startsOn: string;
    timeZone: string;
    startsAt: Date;
    baselineStartsAt: Date;
    baselineEndsAt: Date;
  },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into pilots (kind, team_id, roll_out_id, wave, starts_on, time_zone, starts_at, baseline_starts_at, baseline_ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      ...[pilot.kind, pilot.teamId, pilot.rollOut?.id ?? null, pilot.rollOut?.wave ?? null],
      ...[pilot.startsOn, pilot.timeZone, pilot.startsAt, pilot.baselineStartsAt, pilot.baselineEndsAt],
    ],
  );
  return inserted!.id;
}

export async function setSponsor(
  tx: Queryable,
  id: number,
  sponsor: { name: string; title: string; isVicePresidentOrAbove: boolean } | null,
): Promise<void> {
  await run(
    tx,
    `update pilots set sponsor_name = $2, sponsor_title = $3, sponsor_is_vice_president = $4,
       sponsor_named_at = case when $2::text is null then null else evenkeel.now() end,
       looked_at = null, version = version + 1 where id = $1`,
    [id, sponsor?.name ?? null, sponsor?.title ?? '', sponsor?.isVicePresidentOrAbove ?? false],
  );
}

export async function touchPilot(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update pilots set version = version + 1, looked_at = null where id = $1', [id]);
}

export async function setEnded(tx: Queryable, id: number, outcome: string, note: string): Promise<void> {
  await run(
    tx,
    `update pilots set ended_at = evenkeel.now(), outcome = $2, outcome_note = $3, version = version + 1 where id = $1`,
    [id, outcome, note],
  );
}

export async function setReopened(tx: Queryable, id: number): Promise<void> {
  await run(
    tx,
    `update pilots set ended_at = null, outcome = null, outcome_note = '', version = version + 1 where id = $1`,
    [id],
  );
}

/** The next pilot to check, locked; null when all were checked within the last minute. */
export async function claimPilot(tx: Queryable): Promise<PilotRow | null> {
  const claimed = await row<{ id: number }>(
    tx,
    `select id from pilots where ended_at is null and starts_at <= evenkeel.now()
       and (looked_at is null or looked_at < evenkeel.now() - interval '1 minute'
         or (baseline_frozen_at is null and baseline_ends_at <= evenkeel.now()))
     order by looked_at nulls first, id limit 1 for update skip locked`,
  );
  return claimed && loadPilot(tx, claimed.id);
}

export async function markLooked(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update pilots set looked_at = evenkeel.now() where id = $1', [id]);
}

export async function storeBaseline(tx: Queryable, id: number, baseline: unknown): Promise<void> {
  await run(
    tx,
    `update pilots set baseline = $2, baseline_frozen_at = evenkeel.now(), version = version + 1
     where id = $1 and baseline is null`,
    [id, JSON.stringify(baseline)],
  );
}

/** Something else changed that may fulfil a milestone. */
export async function lookAgain(tx: Queryable): Promise<void> {
  await run(tx, 'update pilots set looked_at = null where ended_at is null and looked_at is not null');
}
