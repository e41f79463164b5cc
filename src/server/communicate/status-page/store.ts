import type {
  StatusComponent,
  StatusComponentInput,
  StatusPage,
  StatusPageInput,
} from '../../../contract/communicate/status-page.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

type PageRow = Omit<StatusPage, 'address'>;
type ComponentRow = Omit<StatusComponent, 'state' | 'observedFrom'> & { observedFrom: Date };

export const mostComponents = 200;

const componentColumns = 'id, slug, name, description, group_name, position, service_id, observed_from, version';

export async function loadPage(db: Queryable): Promise<PageRow> {
  return (await row<PageRow>(db, 'select title, intro, time_zone, contact, enabled, version from status_page'))!;
}

/** False when it has another version than expected. */
export async function updatePage(db: Queryable, page: StatusPageInput, version: number | undefined): Promise<boolean> {
  const updated = await run(
    db,
    `update status_page set title = $1, intro = $2, time_zone = $3, contact = $4, enabled = $5, version = version + 1
     where $6::int is null or version = $6`,
    [page.title, page.intro, page.timeZone, page.contact, page.enabled, version ?? null],
  );
  return updated === 1;
}

export async function listComponents(db: Queryable): Promise<ComponentRow[]> {
  return rows<ComponentRow>(
    db,
    `select ${componentColumns} from status_components order by position, id limit ${mostComponents}`,
  );
}

/** All ids in their order, each locked until the transaction ends. */
export async function lockComponentIds(tx: Queryable): Promise<number[]> {
  await run(tx, 'select from status_components order by id for update');
  const found = await rows<{ id: number }>(tx, 'select id from status_components order by position, id');
  return found.map(({ id }) => id);
}

export async function loadComponent(db: Queryable, id: number): Promise<ComponentRow | null> {
  return row<ComponentRow>(db, `select ${componentColumns} from status_components where id = $1`, [id]);
}

/** Null when the page is full. */
export async function insertComponent(db: Queryable, component: StatusComponentInput): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into status_components (slug, name, description, group_name, service_id, observed_from, position)
     select $1, $2, $3, $4, $5, coalesce($6::timestamptz, evenkeel.now()),
       (select coalesce(max(position), 0) + 1 from status_components)
     where (select count(*) from status_components) < ${mostComponents} returning id`,
    [...values(component), component.observedFrom ?? null],
  );
  return inserted?.id ?? null;
}

/** False when the row is gone or has another version than expected. */
export async function updateComponent(
  db: Queryable,
  id: number,
  component: StatusComponentInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update status_components set slug = $1, name = $2, description = $3, group_name = $4, service_id = $5,
       observed_from = coalesce($6::timestamptz, observed_from), version = version + 1
     where id = $7 and ($8::int is null or version = $8)`,
    [...values(component), component.observedFrom ?? null, id, version ?? null],
  );
  return updated === 1;
}

const values = (component: StatusComponentInput) => [
  component.slug,
  component.name,
  component.description,
  component.groupName,
  component.serviceId,
];

export async function deleteComponent(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'delete from status_components where id = $1', [id])) === 1;
}

export async function orderComponents(db: Queryable, ids: number[]): Promise<void> {
  await run(
    db,
    `update status_components c set position = o.position
     from unnest($1::bigint[]) with ordinality as o (id, position) where c.id = o.id`,
    [ids],
  );
}

/** Those of the ids that are no component. */
export async function unknownComponents(db: Queryable, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select g.id from unnest($1::bigint[]) as g (id)
     where not exists (select from status_components c where c.id = g.id)`,
    [ids],
  );
  return found.map(({ id }) => id);
}
