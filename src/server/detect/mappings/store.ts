import type { MappingRule } from '../../../contract/detect/mapping.ts';
import { type Queryable, row, run } from '../../platform/db/database.ts';

export type StoredMapping = { slug: string; type: string; rules: MappingRule[]; version: number };

export function loadMapping(db: Queryable, sourceId: number): Promise<StoredMapping | null> {
  return row(db, 'select slug, type, mapping as rules, mapping_version as version from sources where id = $1', [
    sourceId,
  ]);
}

/** False when the source is gone or its mapping has another version than expected. */
export async function updateMapping(
  db: Queryable,
  sourceId: number,
  rules: MappingRule[],
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update sources set mapping = $2, mapping_version = mapping_version + 1
     where id = $1 and ($3::int is null or mapping_version = $3)`,
    [sourceId, JSON.stringify(rules), version ?? null],
  );
  return updated === 1;
}
