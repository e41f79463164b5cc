/** How long data is kept: what somebody chose, or what the settings of the server say. */
import type { RetentionInput } from '../../../contract/platform/retention.ts';
import type { Config } from '../../config.ts';
import type { Context } from '../context.ts';
import { type Queryable, transaction } from '../db/database.ts';
import { settings } from './registry.ts';
import { readSetting, writeSetting } from './store.ts';

export type RetentionDays = { signalDays: number; historyDays: number };
type Usual = Pick<Config, 'signalRetentionDays' | 'historyRetentionDays'>;

export const usualRetention = ({ signalRetentionDays, historyRetentionDays }: Usual): RetentionDays => ({
  ...{ signalDays: signalRetentionDays, historyDays: historyRetentionDays },
});

export async function readRetentionDays(db: Queryable, config: Usual): Promise<RetentionDays> {
  const { value } = await readSetting(db, settings.retention);
  const usual = usualRetention(config);
  return { signalDays: value.signalDays ?? usual.signalDays, historyDays: value.historyDays ?? usual.historyDays };
}

/** @throws Problem `version_mismatch` */
export async function chooseRetention(ctx: Context, input: RetentionInput, ifMatch?: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { value: before } = await readSetting(tx, settings.retention);
    await writeSetting(tx, ctx, settings.retention, input, ifMatch, { before, after: input });
  });
}
