import type { ConditionsInput } from '../../../contract/detect/conditions.ts';
import type { RouteInput, RouteOutcomeInput } from '../../../contract/detect/routes.ts';
import type { Severity } from '../../../domain/severity.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { maxRoutes } from '../rulebook/store.ts';

/** Ids in it are kept as text. */
type StoredOutcome = Omit<RouteOutcomeInput, 'serviceId' | 'flapping'> & {
  serviceId: string | null;
  /** Left out where nothing is said of it: nodes of earlier versions do not know it. */
  flapping?: RouteOutcomeInput['flapping'];
};

type RouteRow = {
  id: number;
  slug: string;
  name: string;
  position: number;
  condition: ConditionsInput;
  outcome: StoredOutcome;
  enabled: boolean;
  version: number;
  createdAt: Date;
};

const columns = 'id, slug, name, position, condition, outcome, enabled, version, created_at';

const routeOf = (stored: RouteRow) => {
  const { serviceId, flapping = null, ...outcome } = stored.outcome;
  return { ...stored, outcome: { ...outcome, flapping, serviceId: serviceId === null ? null : Number(serviceId) } };
};

export type StoredRoute = ReturnType<typeof routeOf>;

export async function listRoutes(db: Queryable): Promise<StoredRoute[]> {
  const found = await rows<RouteRow>(db, `select ${columns} from routes order by position, id limit $1`, [maxRoutes]);
  return found.map(routeOf);
}

export async function loadRoute(db: Queryable, id: number): Promise<StoredRoute | null> {
  const found = await row<RouteRow>(db, `select ${columns} from routes where id = $1`, [id]);
  return found && routeOf(found);
}

/** The ids of all routes in their order, locked so that none is added, removed or moved meanwhile. */
export async function lockRouteIds(tx: Queryable): Promise<number[]> {
  await run(tx, 'lock table routes in share row exclusive mode');
  return (await rows<{ id: number }>(tx, 'select id from routes order by position, id')).map(({ id }) => id);
}

const values = ({ slug, name, condition, outcome, enabled }: RouteInput) => [
  slug,
  name,
  JSON.stringify(condition),
  JSON.stringify({
    ...outcome,
    flapping: outcome.flapping ?? undefined,
    serviceId: outcome.serviceId === null ? null : String(outcome.serviceId),
  }),
  enabled,
];

export async function insertRoute(tx: Queryable, route: RouteInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into routes (slug, name, condition, outcome, enabled, position)
     values ($1, $2, $3, $4, $5, (select coalesce(max(position), 0) + 1 from routes)) returning id`,
    values(route),
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updateRoute(
  tx: Queryable,
  id: number,
  route: RouteInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update routes set slug = $1, name = $2, condition = $3, outcome = $4, enabled = $5, version = version + 1
     where id = $6 and ($7::int is null or version = $7)`,
    [...values(route), id, version ?? null],
  );
  return updated === 1;
}

export async function deleteRoute(tx: Queryable, id: number): Promise<boolean> {
  return (await run(tx, 'delete from routes where id = $1', [id])) === 1;
}

export async function setOrder(tx: Queryable, ids: number[]): Promise<void> {
  await run(
    tx,
    `update routes r set position = o.position from unnest($1::bigint[]) with ordinality as o (id, position)
     where r.id = o.id and r.position <> o.position`,
    [ids],
  );
}

export async function serviceExists(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select 1 from services where id = $1', [id])) !== null;
}

export type PreviewedAlert = {
  id: number;
  title: string;
  severity: Severity;
  source: string;
  service: string | null;
  labels: Record<string, string>;
  triggeredAt: Date;
};

/** The latest alerts as conditions see them; the service is that of the source, as it is when routes are tried. */
export async function listLatestAlerts(db: Queryable, limit: number): Promise<PreviewedAlert[]> {
  return rows<PreviewedAlert>(
    db,
    `select a.id, a.title, a.severity, s.slug as source, v.slug as service, a.labels, a.triggered_at
     from (select * from alerts order by id desc limit $1) a
     join sources s on s.id = a.source_id left join services v on v.id = s.service_id
     order by a.id desc`,
    [limit],
  );
}
