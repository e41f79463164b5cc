import type { ConditionsInput } from '../../../contract/detect/conditions.ts';
import type { RunbookInput } from '../../../contract/resolve/runbooks.ts';
import type { Condition } from '../../../domain/detect/condition.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type RunbookRow = {
  id: number;
  slug: string;
  title: string;
  teamId: number | null;
  teamName: string | null;
  stepCount: number;
  lastUsedAt: Date | null;
  updatedAt: Date;
  reviewedAt: Date | null;
  reportedWrongAt: Date | null;
  version: number;
  /** Epoch milliseconds, when it was read. */
  now: number;
};

export type WholeRunbookRow = RunbookRow & {
  body: string;
  serviceIds: number[];
  routeIds: number[];
  conditions: ConditionsInput | null;
};

const columns = `r.id, r.slug, r.title, r.team_id, t.name as team_name, v.step_count, r.updated_at, r.reviewed_at,
  r.reported_wrong_at, r.version, (extract(epoch from evenkeel.now()) * 1000)::bigint as now,
  (select max(u.opened_at) from runbook_runs u where u.runbook_id = r.id) as last_used_at`;
const joined = `runbooks r left join teams t on t.id = r.team_id
  join runbook_versions v on v.runbook_id = r.id and v.version = r.version`;

export type RunbookFilter = {
  text?: string | undefined;
  serviceId?: number | undefined;
  teamId?: number | undefined;
  /** Only these; null: all. */
  ids: number[] | null;
};

export async function listRunbooks(db: Queryable, filter: RunbookFilter, limit: number, cursor: string | undefined) {
  const [title, id, slug] = decodeCursor(cursor, filter.text ? 3 : 2) ?? [null, null, null];
  const found = await rows<RunbookRow>(
    db,
    `select ${columns} from ${joined} where r.archived_at is null
       and ($1::text is null or (evenkeel.name_distance($4, r.title, r.slug), r.title, r.id)
         > (evenkeel.name_distance($4, $1, $8::text), $1, $2::bigint))
       and ($4::text is null or strpos(lower(r.title), lower($4)) > 0 or strpos(r.slug, lower($4)) > 0
         or strpos(lower(v.body), lower($4)) > 0)
       and ($5::bigint is null or exists (
         select from runbook_services s where s.runbook_id = r.id and s.service_id = $5))
       and ($6::bigint is null or r.team_id = $6) and ($7::bigint[] is null or r.id = any ($7))
     order by evenkeel.name_distance($4, r.title, r.slug), r.title, r.id limit $3`,
    [
      title,
      id,
      limit + 1,
      filter.text ?? null,
      filter.serviceId ?? null,
      filter.teamId ?? null,
      filter.ids,
      slug ?? null,
    ],
  );
  return pageOf(found, limit, (one) => (filter.text ? [one.title, one.id, one.slug] : [one.title, one.id]));
}

export async function loadRunbook(db: Queryable, id: number): Promise<WholeRunbookRow | null> {
  return row<WholeRunbookRow>(
    db,
    `select ${columns}, v.body, r.condition as conditions,
       coalesce((select jsonb_agg(s.service_id order by s.service_id) from runbook_services s where s.runbook_id = r.id), '[]') as service_ids,
       coalesce((select jsonb_agg(o.route_id order by o.route_id) from runbook_routes o where o.runbook_id = r.id), '[]') as route_ids
     from ${joined} where r.id = $1 and r.archived_at is null`,
    [id],
  );
}

const conditionOf = ({ conditions }: RunbookInput) => (conditions === null ? null : JSON.stringify(conditions));

export async function insertRunbook(tx: Queryable, input: RunbookInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into runbooks (slug, title, team_id, condition) values ($1, $2, $3, $4) returning id',
    [input.slug, input.title, input.teamId, conditionOf(input)],
  );
  return inserted!.id;
}

/** The new version, or null when the row is gone or has another version than expected. */
export async function updateRunbook(
  tx: Queryable,
  id: number,
  input: RunbookInput,
  version: number | undefined,
): Promise<number | null> {
  const updated = await row<{ version: number }>(
    tx,
    `update runbooks set slug = $2, title = $3, team_id = $4, condition = $5, version = version + 1,
       updated_at = evenkeel.now() where id = $1 and archived_at is null and ($6::int is null or version = $6)
     returning version`,
    [id, input.slug, input.title, input.teamId, conditionOf(input), version ?? null],
  );
  return updated?.version ?? null;
}

export async function insertVersion(
  tx: Queryable,
  id: number,
  version: number,
  input: RunbookInput,
  stepCount: number,
  author: unknown,
): Promise<void> {
  await run(
    tx,
    'insert into runbook_versions (runbook_id, version, title, body, step_count, author) values ($1, $2, $3, $4, $5, $6)',
    [id, version, input.title, input.body, stepCount, JSON.stringify(author)],
  );
}

export async function replaceLinks(tx: Queryable, id: number, input: RunbookInput): Promise<void> {
  await run(tx, 'delete from runbook_services where runbook_id = $1', [id]);
  await run(tx, 'delete from runbook_routes where runbook_id = $1', [id]);
  await run(
    tx,
    'insert into runbook_services (runbook_id, service_id) select $1, unnest($2::bigint[]) on conflict do nothing',
    [id, input.serviceIds],
  );
  await run(
    tx,
    'insert into runbook_routes (runbook_id, route_id) select $1, unnest($2::bigint[]) on conflict do nothing',
    [id, input.routeIds],
  );
}

/** Runs refer to it for ever, so it is put away under a name that frees its slug. */
export async function archiveRunbook(tx: Queryable, id: number): Promise<boolean> {
  const archived = await run(
    tx,
    `update runbooks set archived_at = evenkeel.now(), slug = slug || ' archived ' || id
     where id = $1 and archived_at is null`,
    [id],
  );
  if (archived === 0) return false;
  await run(tx, 'delete from runbook_services where runbook_id = $1', [id]);
  await run(tx, 'delete from runbook_routes where runbook_id = $1', [id]);
  return true;
}

export async function noteVerdict(tx: Queryable, id: number, verdict: 'right' | 'wrong'): Promise<boolean> {
  const column = verdict === 'right' ? 'reviewed_at' : 'reported_wrong_at';
  const sql = `update runbooks set ${column} = evenkeel.now() where id = $1 and archived_at is null`;
  return (await run(tx, sql, [id])) === 1;
}

type VersionRow = {
  version: number;
  title: string;
  stepCount: number;
  author: { kind: string; name: string };
  at: Date;
};

export async function listVersions(db: Queryable, id: number, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<VersionRow>(
    db,
    `select version, title, step_count, author, at from runbook_versions
     where runbook_id = $1 and ($2::bigint is null or version < $2) order by version desc limit $3`,
    [id, before, limit + 1],
  );
  return pageOf(found, limit, (one) => [one.version]);
}

export async function loadVersion(
  db: Queryable,
  id: number,
  version: number,
): Promise<(VersionRow & { body: string }) | null> {
  return row(
    db,
    'select version, title, body, step_count, author, at from runbook_versions where runbook_id = $1 and version = $2',
    [id, version],
  );
}

export type AlertFacts = {
  id: number;
  title: string;
  severity: 1 | 2 | 3 | 4 | 5;
  source: string;
  service: string | null;
  serviceId: number | null;
  routeId: number | null;
  labels: Record<string, string>;
};

const alertColumns = `a.id, a.title, a.severity, o.name as source, s.slug as service, a.service_id, a.route_id, a.labels`;
const alertJoins = 'alerts a join sources o on o.id = a.source_id left join services s on s.id = a.service_id';

export async function loadAlert(db: Queryable, id: number): Promise<AlertFacts | null> {
  return row<AlertFacts>(db, `select ${alertColumns} from ${alertJoins} where a.id = $1`, [id]);
}

/** The first alerts that an incident was linked to. */
export async function alertsOfIncident(db: Queryable, incidentId: number): Promise<AlertFacts[]> {
  return rows<AlertFacts>(
    db,
    `select ${alertColumns} from ${alertJoins} join incident_alerts i on i.alert_id = a.id
     where i.incident_id = $1 order by a.id limit 100`,
    [incidentId],
  );
}

export async function servicesOfIncident(db: Queryable, incidentId: number): Promise<number[]> {
  const found = await rows<{ serviceId: number }>(
    db,
    'select service_id from incident_services where incident_id = $1 limit 200',
    [incidentId],
  );
  return found.map(({ serviceId }) => serviceId);
}

export async function runbooksLinkedTo(db: Queryable, serviceIds: number[], routeIds: number[]): Promise<number[]> {
  const found = await rows<{ runbookId: number }>(
    db,
    `select runbook_id from runbook_services where service_id = any ($1::bigint[])
     union select runbook_id from runbook_routes where route_id = any ($2::bigint[]) limit 1000`,
    [serviceIds, routeIds],
  );
  return found.map(({ runbookId }) => runbookId);
}

/** Runbooks that have conditions. */
export async function conditionalRunbooks(db: Queryable): Promise<{ id: number; condition: { all: Condition[] } }[]> {
  return rows(
    db,
    'select id, condition from runbooks where condition is not null and archived_at is null order by id limit 1000',
  );
}
