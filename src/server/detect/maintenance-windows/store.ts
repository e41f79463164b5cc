import type { ConditionsInput } from '../../../contract/detect/conditions.ts';
import type { MaintenanceWindow } from '../../../contract/detect/maintenance-windows.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type WindowRow = Omit<MaintenanceWindow, 'startsAt' | 'endsAt' | 'canceledAt' | 'createdAt'> & {
  startsAt: Date;
  endsAt: Date;
  canceledAt: Date | null;
  createdAt: Date;
};

const columns = `id, title, starts_at, ends_at, to_jsonb(service_ids) as service_ids, condition, created_by, canceled_at, version,
  created_at, case when canceled_at is not null then 'canceled' when ends_at <= evenkeel.now() then 'over'
    when starts_at <= evenkeel.now() then 'running' else 'planned' end as state`;

const ofState = {
  current: 'canceled_at is null and ends_at > evenkeel.now()',
  past: '(canceled_at is not null or ends_at <= evenkeel.now())',
  all: 'true',
};

export async function listWindows(
  db: Queryable,
  query: { limit: number; cursor?: string | undefined; state: keyof typeof ofState; serviceId?: number | undefined },
) {
  const [micros, id] = decodeCursor(query.cursor, 2) ?? [null, null];
  const found = await rows<WindowRow & { micros: string }>(
    db,
    `select ${columns}, (extract(epoch from ends_at) * 1000000)::bigint::text as micros from maintenance_windows
     where ${ofState[query.state]} and ($4::bigint is null or $4 = any (service_ids))
       and ($1::bigint is null or (ends_at, id) < (to_timestamp(0) + $1 * interval '1 microsecond', $2::bigint))
     order by ends_at desc, id desc limit $3`,
    [micros, id, query.limit + 1, query.serviceId ?? null],
  );
  return pageOf(found, query.limit, (window) => [window.micros, window.id]);
}

export async function loadWindow(db: Queryable, id: number): Promise<WindowRow | null> {
  return row<WindowRow>(db, `select ${columns} from maintenance_windows where id = $1`, [id]);
}

export async function countCurrentWindows(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(
    db,
    `select count(*) as count from maintenance_windows where ${ofState.current}`,
  ))!.count;
}

/** Those of the ids that are no service. */
export async function unknownServices(db: Queryable, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select g.id from unnest($1::bigint[]) as g (id) where not exists (select from services s where s.id = g.id)',
    [ids],
  );
  return found.map(({ id }) => id);
}

export type WindowValues = {
  title: string;
  startsAt: Date;
  endsAt: Date;
  serviceIds: number[];
  condition: ConditionsInput | null;
};

const values = ({ title, startsAt, endsAt, serviceIds, condition }: WindowValues) => [
  title,
  startsAt,
  endsAt,
  serviceIds,
  condition === null ? null : JSON.stringify(condition),
];

export async function insertWindow(tx: Queryable, window: WindowValues, actor: Actor): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into maintenance_windows (title, starts_at, ends_at, service_ids, condition, created_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [...values(window), JSON.stringify(actor)],
  );
  return inserted!.id;
}

/** False when the row has another version than expected. */
export async function updateWindow(
  tx: Queryable,
  id: number,
  window: WindowValues,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update maintenance_windows set title = $1, starts_at = $2, ends_at = $3, service_ids = $4, condition = $5,
       version = version + 1
     where id = $6 and ($7::int is null or version = $7)`,
    [...values(window), id, version ?? null],
  );
  return updated === 1;
}

export async function cancelWindow(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update maintenance_windows set canceled_at = evenkeel.now(), version = version + 1 where id = $1', [
    id,
  ]);
}
