import type { MilestoneStatus } from '../../../domain/program/plans/milestones.ts';
import type { PlannedMilestone } from '../../../domain/program/plans/plan.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

type ActorName = { kind: string; name: string; personId?: number };
type ChecklistRow = { position: number; text: string; doneAt: string | null; doneBy: ActorName | null };

export type MilestoneRow = {
  pilotId: number;
  key: string;
  phase: string;
  title: string;
  dueOn: string;
  sign: string | null;
  owner: { id: number; name: string } | null;
  startedAt: Date | null;
  blockedAt: Date | null;
  blockedReason: string;
  removedAt: Date | null;
  doneAt: Date | null;
  /** YYYY-MM-DD in the zone of the plan. */
  doneOn: string | null;
  doneBy: ActorName | null;
  waitsForKeys: string[];
  checklist: ChecklistRow[];
};

/** By due date. Those that were removed are left out unless they are asked for. */
export async function listMilestones(db: Queryable, pilotIds: number[], { withRemoved = false } = {}) {
  return rows<MilestoneRow>(
    db,
    `select m.pilot_id, m.key, m.phase, m.title, m.due_on::text, m.sign, m.started_at, m.blocked_at, m.blocked_reason,
       m.removed_at, m.done_at, m.done_by, (m.done_at at time zone p.time_zone)::date::text as done_on,
       case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner,
       coalesce((select jsonb_agg(d.waits_for_key order by e.due_on, e.position)
         from pilot_milestone_dependencies d join pilot_milestones e on e.pilot_id = d.pilot_id and e.key = d.waits_for_key
         where d.pilot_id = m.pilot_id and d.milestone_key = m.key and ($2 or e.removed_at is null)), '[]') as waits_for_keys,
       coalesce((select jsonb_agg(jsonb_build_object('position', c.position, 'text', c.text, 'doneBy', c.done_by,
           'doneAt', to_char(c.done_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by c.position)
         from pilot_checklist_items c where c.pilot_id = m.pilot_id and c.milestone_key = m.key), '[]') as checklist
     from pilot_milestones m join pilots p on p.id = m.pilot_id left join people o on o.id = m.owner_id
     where m.pilot_id = any ($1::bigint[]) and ($2 or m.removed_at is null) order by m.pilot_id, m.due_on, m.position`,
    [pilotIds, withRemoved],
  );
}

export async function insertMilestones(tx: Queryable, pilotId: number, milestones: readonly PlannedMilestone[]) {
  for (const milestone of milestones) await insertMilestone(tx, pilotId, milestone.key, milestone);
  for (const { key, waitsFor } of milestones) await setWaitsFor(tx, pilotId, key, waitsFor);
}

/** After all others of the plan. */
export async function insertMilestone(
  tx: Queryable,
  pilotId: number,
  key: string,
  milestone: { phase: string; title: string; dueDate: string; sign: string | null; checklist: readonly string[] },
): Promise<void> {
  await run(
    tx,
    `insert into pilot_milestones (pilot_id, key, position, phase, title, due_on, sign)
     select $1, $2, count(*), $3, $4, $5, $6 from pilot_milestones where pilot_id = $1`,
    [pilotId, key, milestone.phase, milestone.title, milestone.dueDate, milestone.sign],
  );
  await insertItems(
    tx,
    pilotId,
    key,
    milestone.checklist.map((text) => ({ text, doneAt: null, doneBy: null })),
  );
}

async function insertItems(tx: Queryable, pilotId: number, key: string, items: Omit<ChecklistRow, 'position'>[]) {
  await run(
    tx,
    `insert into pilot_checklist_items (pilot_id, milestone_key, position, text, done_at, done_by)
     select $1, $2, place - 1, item->>'text', (item->>'doneAt')::timestamptz, nullif(item->'doneBy', 'null')
     from jsonb_array_elements($3) with ordinality as x (item, place)`,
    [pilotId, key, JSON.stringify(items)],
  );
}

/** An item whose text stays keeps its tick. */
export async function replaceItems(tx: Queryable, pilotId: number, { key, checklist }: MilestoneRow, texts: string[]) {
  await run(tx, 'delete from pilot_checklist_items where pilot_id = $1 and milestone_key = $2', [pilotId, key]);
  const known = new Map(checklist.map((item) => [item.text, item]));
  const items = texts.map((text) => known.get(text) ?? { text, doneAt: null, doneBy: null });
  await insertItems(tx, pilotId, key, items);
}

/** Those on milestones that were removed are kept for when they come back. */
export async function setWaitsFor(tx: Queryable, pilotId: number, key: string, waitsFor: readonly string[]) {
  await run(
    tx,
    `delete from pilot_milestone_dependencies d using pilot_milestones e
     where d.pilot_id = $1 and d.milestone_key = $2 and e.pilot_id = $1 and e.key = d.waits_for_key and e.removed_at is null`,
    [pilotId, key],
  );
  await run(
    tx,
    `insert into pilot_milestone_dependencies (pilot_id, milestone_key, waits_for_key)
     select $1, $2, unnest($3::text[]) on conflict do nothing`,
    [pilotId, key, [...waitsFor]],
  );
}

export async function setMilestoneTexts(
  tx: Queryable,
  id: number,
  key: string,
  change: { title?: string | undefined; phase?: string | undefined },
) {
  await run(
    tx,
    'update pilot_milestones set title = coalesce($3, title), phase = coalesce($4, phase) where pilot_id = $1 and key = $2',
    [id, key, change.title ?? null, change.phase ?? null],
  );
}

export async function setMilestoneOwner(tx: Queryable, id: number, key: string, ownerId: number | null) {
  await run(tx, 'update pilot_milestones set owner_id = $3 where pilot_id = $1 and key = $2', [id, key, ownerId]);
}

export async function setMilestoneDates(tx: Queryable, id: number, dates: ReadonlyMap<string, string>): Promise<void> {
  await run(
    tx,
    `update pilot_milestones m set due_on = d.due_on from unnest($2::text[], $3::date[]) as d (key, due_on)
     where m.pilot_id = $1 and m.key = d.key`,
    [id, [...dates.keys()], [...dates.values()]],
  );
}

/** All milestones of plans by as many days. */
export async function shiftMilestones(tx: Queryable, pilotIds: number[], days: number): Promise<void> {
  await run(tx, 'update pilot_milestones set due_on = due_on + $2::int where pilot_id = any ($1::bigint[])', [
    pilotIds,
    days,
  ]);
}

/** @param by who does it, for what is done */
export async function setMilestoneStatus(
  tx: Queryable,
  id: number,
  key: string,
  status: MilestoneStatus,
  { by, reason = '' }: { by: unknown; reason?: string | undefined },
): Promise<void> {
  await run(
    tx,
    `update pilot_milestones set
       done_at = case when $3 = 'done' then coalesce(done_at, evenkeel.now()) end,
       done_by = case when $3 = 'done' then coalesce(done_by, $4::jsonb) end,
       started_at = case when $3 <> 'not-started' then coalesce(started_at, evenkeel.now()) end,
       blocked_at = case when $3 = 'blocked' then evenkeel.now() end,
       blocked_reason = case when $3 = 'blocked' then $5 else '' end
     where pilot_id = $1 and key = $2`,
    [id, key, status, JSON.stringify(by), reason],
  );
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
  if (changed === 1 && doneBy !== null)
    await run(
      tx,
      'update pilot_milestones set started_at = coalesce(started_at, evenkeel.now()) where pilot_id = $1 and key = $2',
      [id, key],
    );
  return changed === 1;
}

export async function setMilestoneRemoved(tx: Queryable, id: number, key: string, isRemoved: boolean): Promise<void> {
  await run(
    tx,
    `update pilot_milestones set removed_at = case when $3 then evenkeel.now() end where pilot_id = $1 and key = $2`,
    [id, key, isRemoved],
  );
}

export async function nextOwnKey(tx: Queryable, id: number): Promise<string> {
  const found = await row<{ count: number }>(
    tx,
    'select count(*)::int as count from pilot_milestones where pilot_id = $1',
    [id],
  );
  return `own-${found!.count}`;
}
