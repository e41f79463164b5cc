import type { ListName, View, ViewInput, ViewPatch } from '../../../contract/directory/views.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type ViewRow = Omit<View, 'mayChange'>;

/** `$1` is the person who looks. */
const columns = `v.id, v.list, v.name, v.search, v.shared_with, v.version,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  jsonb_build_object('id', p.id, 'name', p.name) as owner,
  exists (select from default_views d where d.view_id = v.id and d.person_id = $1) as is_default`;
const joins = 'views v join people p on p.id = v.owner_id left join teams t on t.id = v.team_id';
const isSeen = `(v.owner_id = $1 or v.shared_with = 'everyone'
  or v.team_id in (select team_id from team_members where person_id = $1))`;

export async function listViews(db: Queryable, personId: number, list: ListName | undefined): Promise<ViewRow[]> {
  return rows<ViewRow>(
    db,
    `select ${columns} from ${joins}
     where v.deleted_at is null and ($2::text is null or v.list = $2) and ${isSeen}
     order by lower(v.name), v.id limit 200`,
    [personId, list ?? null],
  );
}

/** A view that the person may see; one that was deleted when asked for it. */
export async function loadView(
  db: Queryable,
  personId: number,
  id: number,
  which: 'kept' | 'deleted' = 'kept',
): Promise<ViewRow | null> {
  return row<ViewRow>(
    db,
    `select ${columns} from ${joins}
     where v.id = $2 and ${isSeen} and v.deleted_at is ${which === 'kept' ? 'null' : 'not null'}`,
    [personId, id],
  );
}

export async function countViews(db: Queryable, ownerId: number): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    'select count(*) as count from views where owner_id = $1 and deleted_at is null',
    [ownerId],
  );
  return counted!.count;
}

export async function insertView(db: Queryable, ownerId: number, view: ViewInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into views (list, name, search, owner_id, shared_with, team_id)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [view.list, view.name, view.search, ownerId, view.sharedWith, view.sharedWith === 'team' ? view.teamId : null],
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updateView(
  db: Queryable,
  id: number,
  view: Required<ViewPatch>,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update views set name = $2, search = $3, shared_with = $4, team_id = $5, version = version + 1
     where id = $1 and deleted_at is null and ($6::int is null or version = $6)`,
    [id, view.name, view.search, view.sharedWith, view.sharedWith === 'team' ? view.teamId : null, version ?? null],
  );
  return updated === 1;
}

export async function setDeleted(db: Queryable, id: number, isDeleted: boolean): Promise<boolean> {
  const changed = await run(
    db,
    `update views set deleted_at = case when $2 then evenkeel.now() end
     where id = $1 and (deleted_at is null) = $2`,
    [id, isDeleted],
  );
  return changed === 1;
}

export async function forgetDeleted(db: Queryable, days: number): Promise<void> {
  await run(db, "delete from views where deleted_at < evenkeel.now() - $1 * interval '1 day'", [days]);
}

export async function setDefault(db: Queryable, personId: number, list: ListName, viewId: number | null) {
  if (viewId === null) {
    await run(db, 'delete from default_views where person_id = $1 and list = $2', [personId, list]);
    return;
  }
  await run(
    db,
    `insert into default_views (person_id, list, view_id) values ($1, $2, $3)
     on conflict (person_id, list) do update set view_id = excluded.view_id`,
    [personId, list, viewId],
  );
}

export async function isMember(db: Queryable, personId: number, teamId: number): Promise<boolean> {
  return (await row(db, 'select from team_members where person_id = $1 and team_id = $2', [personId, teamId])) !== null;
}

export async function teamExists(db: Queryable, teamId: number): Promise<boolean> {
  return (await row(db, 'select from teams where id = $1', [teamId])) !== null;
}
