/** How long data is kept stands right of all stages: each of them has some. */
import { mostPreviewed, type Retention, type RetentionInput } from '../../contract/platform/retention.ts';
import type { Config } from '../config.ts';
import type { Context } from '../platform/context.ts';
import { type Queryable, transaction } from '../platform/db/database.ts';
import { readNow } from '../platform/db/now.ts';
import { settings } from '../platform/settings/registry.ts';
import {
  chooseRetention,
  type RetentionDays,
  readRetentionDays,
  usualRetention,
} from '../platform/settings/retention.ts';
import { readSetting } from '../platform/settings/store.ts';
import * as store from './store.ts';

export async function readRetention(db: Queryable, config: Config): Promise<Retention> {
  const { value, version } = await readSetting(db, settings.retention);
  const { signalDays, historyDays } = await readRetentionDays(db, config);
  const kept = { ...store.fixedDays, signals: signalDays, history: historyDays };
  const sizes = await store.readSizes(db);
  return {
    ...value,
    usual: usualRetention(config),
    items: sizes.map((size) => ({ ...size, days: kept[size.kind] })),
    version,
  };
}

/** @throws Problem `version_mismatch` */
export async function updateRetention(ctx: Context, config: Config, input: RetentionInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    await chooseRetention({ ...ctx, db: tx }, input, ifMatch);
    return readRetention(tx, config);
  });
}

/** What the next runs would remove, counted up to a limit. */
export async function previewRetention(db: Queryable, { signalDays, historyDays }: RetentionDays) {
  const now = (await readNow(db)).getTime();
  const before = (days: number) => new Date(now - days * 86_400_000);
  return {
    signals: Math.min(await store.countOldSignals(db, signalDays, mostPreviewed), mostPreviewed),
    signalsBefore: before(signalDays),
    pages: await store.countOldPages(db, historyDays, mostPreviewed),
    pagesBefore: before(historyDays),
  };
}
