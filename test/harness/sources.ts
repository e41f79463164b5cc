import { randomBytes } from 'node:crypto';
import { hashKey } from '../../src/server/detect/rulebook/source-key.ts';
import type { Database } from '../../src/server/platform/db/database.ts';

/** Writes a source straight into the rows and returns its key; for tests of what comes after. */
export async function insertSource(
  db: Database,
  type: string,
  options: { slug?: string; settings?: object; serviceId?: number } = {},
): Promise<{ id: number; key: string }> {
  const key = randomBytes(16).toString('hex');
  const slug = options.slug ?? `source-${key.slice(0, 8)}`;
  const inserted = await db.query<{ id: number }>(
    `insert into sources (slug, name, type, settings, service_id, key_hash, key_sealed)
     values ($1, $1, $2, $3, $4, $5, 'not sealed') returning id`,
    [slug, type, JSON.stringify(options.settings ?? {}), options.serviceId ?? null, hashKey(key)],
  );
  return { id: inserted.rows[0]!.id, key };
}
