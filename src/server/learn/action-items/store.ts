import type { ActionItem } from '../../../contract/learn/action-items.ts';
import { createConditions } from '../../platform/db/conditions.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type ActionItemRow = Omit<ActionItem, 'dueAt' | 'createdAt' | 'finishedAt'> & {
  dueAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
};

const columns = `a.id, a.title, a.kind, a.due_at, a.state, a.reason, a.tracker_url, a.created_by, a.created_at,
  a.finished_at, a.finished_by, a.version, coalesce(a.state = 'open' and a.due_at < evenkeel.now(), false) as is_overdue,
  jsonb_build_object('id', i.id, 'key', 'INC-' || i.id, 'title', i.title, 'severity', i.severity) as incident,
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as owner`;
const joins = 'action_items a join incidents i on i.id = a.incident_id left join people p on p.id = a.owner_id';

export type ActionItemFilter = {
  state: 'all' | 'overdue' | 'open' | 'done' | 'wont_do';
  kind?: string | undefined;
  incidentId?: number | undefined;
  ownerId?: number | undefined;
  teamId?: number | undefined;
  serviceId?: number | undefined;
};

/** The soonest due first, those without a date last. */
export async function listActionItems(
  db: Queryable,
  filter: ActionItemFilter,
  limit: number,
  cursor: string | undefined,
) {
  const [dueAt, id] = decodeCursor(cursor, 2) ?? [null, null];
  const { values, always, where, text } = createConditions(
    `($1::timestamptz is null or (coalesce(a.due_at, 'infinity'), a.id) > ($1, $2::bigint))`,
    [dueAt, id, limit + 1],
  );
  if (filter.state === 'overdue') always(`a.state = 'open' and a.due_at < evenkeel.now()`);
  else if (filter.state === 'open') always(`a.state = 'open'`);
  else if (filter.state !== 'all') where('a.state = ?', filter.state);
  where('a.kind = ?', filter.kind);
  where('a.incident_id = ?::bigint', filter.incidentId);
  where('a.owner_id = ?::bigint', filter.ownerId);
  where('a.incident_id in (select incident_id from incident_services where service_id = ?::bigint)', filter.serviceId);
  where(
    `a.incident_id in (select x.incident_id from incident_services x join services s on s.id = x.service_id
      where s.team_id = ?::bigint)`,
    filter.teamId,
  );
  const found = await rows<ActionItemRow>(
    db,
    `select ${columns} from ${joins} where ${text()}
     order by coalesce(a.due_at, 'infinity'), a.id limit $3`,
    values,
  );
  return pageOf(found, limit, (item) => [item.dueAt?.toISOString() ?? 'infinity', item.id]);
}

export async function loadActionItem(db: Queryable, id: number): Promise<ActionItemRow | null> {
  return row(db, `select ${columns} from ${joins} where a.id = $1`, [id]);
}

/** Locks the row, so that two edits come one after the other. */
export async function lockActionItem(tx: Queryable, id: number): Promise<ActionItemRow | null> {
  const found = await run(tx, 'select from action_items where id = $1 for update', [id]);
  return found === 0 ? null : loadActionItem(tx, id);
}

export type StoredActionItem = {
  title: string;
  kind: string;
  ownerId: number | null;
  dueAt: Date | null;
  trackerUrl: string | null;
};

export async function insertActionItem(
  tx: Queryable,
  incidentId: number,
  item: StoredActionItem,
  createdBy: unknown,
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into action_items (incident_id, title, kind, owner_id, due_at, tracker_url, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [incidentId, item.title, item.kind, item.ownerId, item.dueAt, item.trackerUrl, JSON.stringify(createdBy)],
  );
  return inserted!.id;
}

export async function updateActionItem(tx: Queryable, id: number, item: StoredActionItem): Promise<void> {
  await run(
    tx,
    `update action_items set title = $2, kind = $3, owner_id = $4, due_at = $5, tracker_url = $6, version = version + 1
     where id = $1`,
    [id, item.title, item.kind, item.ownerId, item.dueAt, item.trackerUrl],
  );
}

export async function setActionItemState(
  tx: Queryable,
  id: number,
  { state, reason, by }: { state: string; reason: string; by: unknown },
): Promise<void> {
  await run(
    tx,
    `update action_items set state = $2, reason = $3,
       finished_at = case when $2 = 'open' then null when $2 = state then finished_at else evenkeel.now() end,
       finished_by = case when $2 = 'open' then null when $2 = state then finished_by else $4::jsonb end
     where id = $1`,
    [id, state, reason, JSON.stringify(by)],
  );
}
