import type { MappingRule } from '../../../contract/detect/mapping.ts';
import { type Queryable, row } from '../../platform/db/database.ts';
import type { StoredRequest } from '../log/entry.ts';

export type LastSignal = {
  title: string;
  dedupKey: string;
  type: string;
  settings: Record<string, unknown>;
  rules: MappingRule[];
  /** Null once the request is no longer kept. */
  request: StoredRequest | null;
  body: Buffer | null;
  receivedAt: Date | null;
};

export function loadLastSignal(db: Queryable, alertId: number): Promise<LastSignal | null> {
  return row(
    db,
    `select a.title, a.dedup_key, s.type, s.settings, s.mapping as rules, g.request, g.body, g.received_at
     from alerts a join sources s on s.id = a.source_id
     left join signals g on g.log_id = a.last_log_id and g.seq = a.last_seq where a.id = $1`,
    [alertId],
  );
}

export function loadTableBySlug(
  db: Queryable,
  slug: string,
): Promise<{ slug: string; csv: string; version: number } | null> {
  return row(db, 'select slug, csv, version from lookup_tables where slug = $1', [slug]);
}
