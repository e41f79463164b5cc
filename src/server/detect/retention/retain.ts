/**
 * Forgets raw signals after their time, in small bites so that accepting never waits for it. Alerts and
 * changes stay: they are the record.
 */
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { readRetentionDays } from '../../platform/settings/retention.ts';
import { forgetMails } from '../mail-in/store.ts';
import * as store from './store.ts';

const rowsPerBite = 2_000;
const logsPerRun = 50;

export function startRetention(db: Database, log: Logger, config: Config): Loop {
  const work = async () => forgetOld(db, (await readRetentionDays(db, config)).signalDays);
  return startLoop({ name: 'retention', pauseMs: 10_000, log, work });
}

/** One bounded piece of forgetting; true when there is more to forget at once. */
export async function forgetOld(db: Database, retentionDays: number): Promise<boolean> {
  let isMore = false;
  const logs = await store.listLogsToTrim(db, retentionDays, logsPerRun);
  for (const log of logs) isMore = (await store.trimLog(db, log, retentionDays, rowsPerBite)) === rowsPerBite || isMore;
  const emptied = await transaction(db, (tx) => store.deleteEmptyLogs(tx, retentionDays, logsPerRun));
  const answers = await store.deleteOldAnswers(db, rowsPerBite);
  const early = await store.deleteOldEarlySignals(db, rowsPerBite);
  const mails = await forgetMails(db, rowsPerBite);
  return (
    mails === rowsPerBite ||
    isMore ||
    early === rowsPerBite ||
    logs.length === logsPerRun ||
    emptied === logsPerRun ||
    answers === rowsPerBite
  );
}
