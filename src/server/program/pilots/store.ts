import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type ActorName = { kind: string; name: string; personId?: number };
type ChecklistRow = { position: number; text: string; doneAt: string | null; doneBy: ActorName | null };

export type MilestoneRow = {
  key: string;
  phase: string;
  title: string;
  dueOn: string;
  sign: string | null;
  owner: { id: number; name: string } | null;
  doneAt: Date | null;
  /** YYYY-MM-DD in the zone of the pilot. */
  doneOn: string | null;
  doneBy: ActorName | null;
  checklist: ChecklistRow[];
};

export type PilotRow = {
  id: number;
  team: { id: number; name: string };
  sponsorName: string | null;
  sponsorTitle: string;
  sponsorIsVicePresident: boolean;
  sponsorNamedAt: Date | null;
  startsOn: string;
  timeZone: string;
  startsAt: Date;
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

const columns = `p.id, jsonb_build_object('id', t.id, 'name', t.name) as team, p.sponsor_name, p.sponsor_title,
  p.sponsor_is_vice_president, p.sponsor_named_at, p.starts_on::text, p.time_zone, p.starts_at, p.baseline_ends_at,
  p.baseline, p.baseline_frozen_at, p.ended_at, p.outcome, p.outcome_note, p.version, p.created_at,
  (evenkeel.now() at time zone p.time_zone)::date::text as today`;
const from = 'pilots p join teams t on t.id = p.team_id';

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

export async function listMilestones(db: Queryable, pilotIds: number[]) {
  return rows<MilestoneRow & { pilotId: number }>(
    db,
    `select m.pilot_id, m.key, m.phase, m.title, m.due_on::text, m.sign, m.done_at, m.done_by,
       (m.done_at at time zone p.time_zone)::date::text as done_on,
       case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner,
       coalesce((select jsonb_agg(jsonb_build_object('position', c.position, 'text', c.text, 'doneBy', c.done_by,
           'doneAt', to_char(c.done_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by c.position)
         from pilot_checklist_items c where c.pilot_id = m.pilot_id and c.milestone_key = m.key), '[]') as checklist
     from pilot_milestones m join pilots p on p.id = m.pilot_id left join people o on o.id = m.owner_id
     where m.pilot_id = any ($1::bigint[]) order by m.pilot_id, m.position`,
    [pilotIds],
  );
}

export async function insertPilot(
  tx: Queryable,
  pilot: { teamId: number; startsOn: string; timeZone: string; startsAt: Date; baselineEndsAt: Date },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into pilots (team_id, starts_on, time_zone, starts_at, baseline_ends_at) values ($1, $2, $3, $4, $5)
     returning id`,
    [pilot.teamId, pilot.startsOn, pilot.timeZone, pilot.startsAt, pilot.baselineEndsAt],
  );
  return inserted!.id;
}

export async function insertMilestones(
  tx: Queryable,
  pilotId: number,
  milestones: readonly {
    key: string;
    phase: string;
    title: string;
    dueDate: string;
    sign: string | null;
    checklist: readonly string[];
  }[],
): Promise<void> {
  for (const [position, milestone] of milestones.entries()) {
    await run(
      tx,
      `insert into pilot_milestones (pilot_id, key, position, phase, title, due_on, sign)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [pilotId, milestone.key, position, milestone.phase, milestone.title, milestone.dueDate, milestone.sign],
    );
    await run(
      tx,
      `insert into pilot_checklist_items (pilot_id, milestone_key, position, text)
       select $1, $2, item.position - 1, item.text from unnest($3::text[]) with ordinality as item (text, position)`,
      [pilotId, milestone.key, [...milestone.checklist]],
    );
  }
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

export async function setMilestoneOwner(tx: Queryable, id: number, key: string, ownerId: number | null) {
  await run(tx, 'update pilot_milestones set owner_id = $3 where pilot_id = $1 and key = $2', [id, key, ownerId]);
}

export async function setMilestoneDue(tx: Queryable, id: number, key: string, dueOn: string): Promise<void> {
  await run(tx, 'update pilot_milestones set due_on = $3 where pilot_id = $1 and key = $2', [id, key, dueOn]);
}

/** Marks it done by somebody, or not done; false when it was so already. */
export async function setMilestoneDone(tx: Queryable, id: number, key: string, doneBy: unknown | null) {
  const changed = await run(
    tx,
    `update pilot_milestones set done_by = $3, done_at = case when $3::jsonb is null then null else evenkeel.now() end
     where pilot_id = $1 and key = $2 and (done_at is null) <> ($3::jsonb is null)`,
    [id, key, doneBy === null ? null : JSON.stringify(doneBy)],
  );
  return changed === 1;
}

/** False when there is no such item. */
export async function setItemDone(tx: Queryable, id: number, key: string, position: number, doneBy: unknown | null) {
  const changed = await run(
    tx,
    `update pilot_checklist_items set done_by = $4,
       done_at = case when $4::jsonb is null then null else coalesce(done_at, evenkeel.now()) end
     where pilot_id = $1 and milestone_key = $2 and position = $3`,
    [id, key, position, doneBy === null ? null : JSON.stringify(doneBy)],
  );
  return changed === 1;
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
