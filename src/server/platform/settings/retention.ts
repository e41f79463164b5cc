/** How long data is kept: what somebody chose, or what the settings of the server say. */
import type { Config } from '../../config.ts';
import type { Queryable } from '../db/database.ts';
import { settings } from './registry.ts';
import { readSetting } from './store.ts';

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
