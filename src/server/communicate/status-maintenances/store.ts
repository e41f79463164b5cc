import type { StatusMaintenance, StatusMaintenanceInput } from '../../../contract/communicate/status-maintenances.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type MaintenanceRow = Omit<StatusMaintenance, 'startsAt' | 'endsAt' | 'canceledAt' | 'createdAt' | 'address'> & {
  publicId: string;
  startsAt: Date;
  endsAt: Date;
  canceledAt: Date | null;
  createdAt: Date;
};

const columns = `m.id, m.public_id, m.title, m.body, m.starts_at, m.ends_at, m.canceled_at, m.version, m.created_at,
  (select jsonb_build_object('windowId', w.id, 'services', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name)
      order by s.name, s.id) from services s where s.id = any (w.service_ids)), '[]'))
    from maintenance_windows w where w.id = m.window_id and w.canceled_at is null) as mutes,
  case when m.canceled_at <= m.starts_at then 'canceled' when m.canceled_at is not null or m.ends_at <= evenkeel.now() then 'completed'
    when m.starts_at <= evenkeel.now() then 'in-progress' else 'scheduled' end as state,
  coalesce((select jsonb_agg(c.component_id order by c.component_id) from status_maintenance_components c
    where c.maintenance_id = m.id), '[]') as component_ids`;

export async function listMaintenances(db: Queryable, limit: number, cursor: string | undefined) {
  const [micros, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<MaintenanceRow & { micros: string }>(
    db,
    `select ${columns}, (extract(epoch from m.ends_at) * 1000000)::bigint::text as micros from status_maintenances m
     where $1::bigint is null or (m.ends_at, m.id) < (to_timestamp(0) + $1 * interval '1 microsecond', $2::bigint)
     order by m.ends_at desc, m.id desc limit $3`,
    [micros, id, limit + 1],
  );
  return pageOf(found, limit, (one) => [one.micros, one.id]);
}

export async function loadMaintenance(db: Queryable, id: number): Promise<MaintenanceRow | null> {
  return row<MaintenanceRow>(db, `select ${columns} from status_maintenances m where m.id = $1`, [id]);
}

export async function insertMaintenance(
  db: Queryable,
  publicId: string,
  input: StatusMaintenanceInput,
  actor: Actor,
): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into status_maintenances (public_id, title, body, starts_at, ends_at, created_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [publicId, input.title, input.body, input.startsAt, input.endsAt, JSON.stringify(actor)],
  );
  return inserted!.id;
}

/** False when it has another version than expected. */
export async function updateMaintenance(
  db: Queryable,
  id: number,
  input: StatusMaintenanceInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update status_maintenances set title = $2, body = $3, starts_at = $4, ends_at = $5, version = version + 1,
       changed_at = evenkeel.now() where id = $1 and ($6::int is null or version = $6)`,
    [id, input.title, input.body, input.startsAt, input.endsAt, version ?? null],
  );
  return updated === 1;
}

export async function replaceComponents(db: Queryable, id: number, componentIds: number[]): Promise<void> {
  await run(db, 'delete from status_maintenance_components where maintenance_id = $1', [id]);
  await run(
    db,
    `insert into status_maintenance_components (maintenance_id, component_id)
     select $1, unnest($2::bigint[]) on conflict do nothing`,
    [id, componentIds],
  );
}

export async function cancelMaintenance(db: Queryable, id: number): Promise<void> {
  await run(
    db,
    `update status_maintenances set canceled_at = evenkeel.now(), version = version + 1, changed_at = evenkeel.now()
     where id = $1`,
    [id],
  );
}

export async function setWindow(db: Queryable, id: number, windowId: number | null): Promise<void> {
  await run(db, 'update status_maintenances set window_id = $2 where id = $1', [id, windowId]);
}

/** The services behind these components. */
export async function servicesOf(db: Queryable, componentIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select distinct service_id as id from status_components
     where id = any ($1::bigint[]) and service_id is not null order by 1`,
    [componentIds],
  );
  return found.map(({ id }) => id);
}
