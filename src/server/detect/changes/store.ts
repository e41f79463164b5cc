import type { Change } from '../../../contract/detect/changes.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type ChangeRow = Omit<Change, 'at'> & { at: Date };

const select = `select c.id, c.at, c.title, c.source_id, s.name as source_name, c.service_id, c.labels, c.links
  from changes c join sources s on s.id = c.source_id`;

export type ChangeQuery = {
  limit: number;
  cursor?: string | undefined;
  serviceId?: number | number[] | undefined;
  sourceId?: number | undefined;
  from?: string | undefined;
  until?: string | undefined;
};

/** Newest first; `from` counts, `until` does not. */
export async function listChanges(db: Queryable, query: ChangeQuery) {
  const [micros, id] = decodeCursor(query.cursor, 2) ?? [null, null];
  const found = await rows<ChangeRow & { micros: string }>(
    db,
    `select d.*, (extract(epoch from d.at) * 1000000)::bigint::text as micros from (${select}) d
     where ($1::bigint is null or (d.at, d.id) < (to_timestamp(0) + $1 * interval '1 microsecond', $2::bigint))
       and ($4::bigint[] is null or d.service_id = any($4)) and ($5::bigint is null or d.source_id = $5)
       and ($6::timestamptz is null or d.at >= $6) and ($7::timestamptz is null or d.at < $7)
     order by d.at desc, d.id desc limit $3`,
    [
      micros,
      id,
      query.limit + 1,
      query.serviceId === undefined ? null : [query.serviceId].flat(),
      query.sourceId ?? null,
      query.from ?? null,
      query.until ?? null,
    ],
  );
  return pageOf(found, query.limit, (change) => [change.micros, change.id]);
}

/** Changes in the hours before a moment, of a service or of none; those of the service first. */
export async function listChangesBefore(
  db: Queryable,
  { serviceId, at, hours, limit }: { serviceId: number | null; at: Date; hours: number; limit: number },
): Promise<ChangeRow[]> {
  return rows<ChangeRow>(
    db,
    `${select} where c.at between $2::timestamptz - make_interval(hours => $3) and $2
       and (c.service_id = $1 or c.service_id is null)
     order by c.service_id nulls last, c.at desc, c.id desc limit $4`,
    [serviceId, at, hours, limit],
  );
}
