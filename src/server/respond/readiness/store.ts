import type { ServiceReadiness } from '../../../contract/respond/readiness.ts';
import { createConditions } from '../../platform/db/conditions.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type ReadinessRow = Omit<ServiceReadiness, 'computedAt' | 'until' | 'routes' | 'sources' | 'practised'> & {
  computedAt: Date;
  until: Date;
};

const columns = `jsonb_build_object('id', s.id, 'name', s.name, 'slug', s.slug) as service, r.result, r.gaps,
  r.computed_at, r.until`;

export async function listReadiness(
  db: Queryable,
  { result, teamId }: { result?: string | undefined; teamId?: number | undefined },
  limit: number,
  cursor: string | undefined,
) {
  const [after] = decodeCursor(cursor, 1) ?? [null];
  const { values, always, where, text } = createConditions('($1::bigint is null or s.id > $1)', [after, limit + 1]);
  if (result === 'not-ready') always("r.result <> 'ready'");
  else where('r.result = ?', result);
  where('s.team_id = ?::bigint', teamId);
  const found = await rows<ReadinessRow>(
    db,
    `select ${columns} from service_readiness r join services s on s.id = r.service_id
     where ${text()} order by s.id limit $2`,
    values,
  );
  return pageOf(found, limit, ({ service }) => [service.id]);
}

export type Computed = { serviceId: number; result: string; gaps: ServiceReadiness['gaps'] };

/** Replaces what was computed before; a service that is gone by now is left out. */
export async function storeReadiness(
  db: Queryable,
  computed: Computed[],
  { computedAt, until }: { computedAt: Date; until: Date },
): Promise<void> {
  await run(
    db,
    `insert into service_readiness (service_id, computed_at, until, result, gaps)
     select s.id, $4, $5, c.result, c.gaps
     from unnest($1::bigint[], $2::text[], $3::jsonb[]) as c (id, result, gaps) join services s on s.id = c.id
     order by s.id
     on conflict (service_id) do update set computed_at = excluded.computed_at, until = excluded.until,
       result = excluded.result, gaps = excluded.gaps`,
    [
      computed.map(({ serviceId }) => serviceId),
      computed.map(({ result }) => result),
      computed.map(({ gaps }) => JSON.stringify(gaps)),
      computedAt,
      until,
    ],
  );
}

/** Whether a service has not been looked at for so long, or never. */
export async function isStale(db: Queryable, seconds: number): Promise<boolean> {
  const found = await row<{ stale: boolean }>(
    db,
    `select exists (select from services s where not exists (select from service_readiness r
       where r.service_id = s.id and r.computed_at > evenkeel.now() - make_interval(secs => $1))) as stale`,
    [seconds],
  );
  return found!.stale;
}

export type StoredGap = { name: string; computedAt: Date } & ServiceReadiness['gaps'][number];

/** Every stored gap by service, at most `limit`. */
export async function listGaps(db: Queryable, limit: number): Promise<StoredGap[]> {
  return rows<StoredGap>(
    db,
    `select s.name, r.computed_at, g.gap->>'problem' as problem, g.gap->>'startsAt' as starts_at,
       g.gap->>'endsAt' as ends_at, g.gap->>'sentence' as sentence, g.gap->'mend' as mend
     from service_readiness r join services s on s.id = r.service_id
     cross join lateral jsonb_array_elements(r.gaps) as g (gap)
     order by s.name, s.id, starts_at limit $1`,
    [limit],
  );
}

/** The first gap of each service that has one, and how many it has. */
export async function listFirstGaps(
  db: Queryable,
  limit: number,
): Promise<{ name: string; gap: ServiceReadiness['gaps'][number]; count: number }[]> {
  return rows(
    db,
    `select s.name, r.gaps->0 as gap, jsonb_array_length(r.gaps) as count
     from service_readiness r join services s on s.id = r.service_id
     where jsonb_array_length(r.gaps) > 0 order by s.name, s.id limit $1`,
    [limit],
  );
}
