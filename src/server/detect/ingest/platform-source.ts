/**
 * Evenkeel's own source: what the watchdog finds wrong with the platform enters the log like any other signal, so it
 * is deduplicated, routed and paged by the same machinery.
 */

import { randomUUID } from 'node:crypto';
import { type Queryable, row, run } from '../../platform/db/database.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Appender } from '../log/log.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { platformSourceSlug } from '../rulebook/rulebook.ts';
import { newSourceKey, sealKey } from '../rulebook/source-key.ts';

export type PlatformAlarm = (alarm: {
  dedupKey: string;
  title: string;
  description: string;
  resolved: boolean;
}) => Promise<void>;

export async function ensurePlatformSource(db: Queryable, keyring: Keyring): Promise<void> {
  if (await row(db, 'select from sources where slug = $1', [platformSourceSlug])) return;
  const { keyHash, keySealed } = sealKey(keyring, newSourceKey());
  await run(
    db,
    `insert into sources (slug, name, type, key_hash, key_sealed)
     select $1, 'Evenkeel itself', 'generic', $2, $3 where not exists (select from sources where slug = $1)
     on conflict do nothing`,
    [platformSourceSlug, keyHash, keySealed],
  );
}

export function createPlatformAlarm(rulebook: RulebookCache, signals: Appender): PlatformAlarm {
  return async ({ dedupKey, title, description, resolved }) => {
    const source = await rulebook.platformSource();
    const content = {
      dedup_key: dedupKey,
      title,
      description,
      severity: 'high',
      status: resolved ? 'resolved' : 'firing',
    };
    const request = {
      method: 'POST',
      path: '',
      query: {},
      headers: {},
      contentType: 'application/json',
      body: Buffer.from(JSON.stringify(content)),
      assignedKey: randomUUID(),
      receivedAt: Date.now() + rulebook.clockOffsetMs(),
    };
    const parsed = source.type.parse(request, source.settings);
    if (parsed.kind !== 'signals') throw new Error(`The platform's own alarm was not understood: ${title}`);
    await signals.append({ source, request, signals: parsed.signals, odd: parsed.odd, isPing: false });
  };
}
