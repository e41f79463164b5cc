/** The second composition root: what the command line does with the database itself, without the server's part in it. */
import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Examination } from '../contract/doctor.ts';
import { settleRestoredMails } from './communicate/subscribers/restore-store.ts';
import type { Config } from './config.ts';
import { settleRestoredAlerts } from './detect/alerts/restore-store.ts';
import { makeResetToken, resetLink } from './directory/people/password-reset.ts';
import type { Actor } from './platform/auth/actor.ts';
import { BackupProblem, type BackupSummary } from './platform/backup/format.ts';
import { type RestoreSummary, restoreBackup } from './platform/backup/restore.ts';
import { writeBackup } from './platform/backup/write.ts';
import type { Context } from './platform/context.ts';
import { openDatabase } from './platform/db/database.ts';
import { connectionUrl } from './platform/db/embedded/app-database.ts';
import { clusterFolder, readAccess } from './platform/db/embedded/cluster.ts';
import { createFolder } from './platform/db/embedded/data-folder.ts';
import { findLeftRunning } from './platform/db/embedded/postmaster.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { migrate } from './platform/db/migrate.ts';
import { examine } from './platform/doctor/examine.ts';
import { localChecks } from './platform/doctor/local-checks.ts';
import { type Keyring, loadKeyring, loadKeyringOrNone } from './platform/secrets.ts';
import { settleRestoredIncidents } from './respond/incidents/restore-store.ts';
import { settleRestoredPages } from './respond/pages/restore-store.ts';
import {
  type DiscardResult,
  describeSealedValues,
  discardLostValues,
  type ResealResult,
  resealValues,
} from './sealed-values/actions.ts';

export type OfflineOptions = { config: Config; home: string; version: string; log: Logger };

/** Everything that acts by itself settles here after a restore. */
const settlers = [settleRestoredAlerts, settleRestoredPages, settleRestoredIncidents, settleRestoredMails];

/**
 * Writes a backup, beside a running server or without one. The file appears whole or not at all.
 * @throws BackupProblem, StartProblem
 */
export async function backUpTo(file: string, options: OfflineOptions): Promise<BackupSummary & { bytes: number }> {
  const { config, version } = options;
  if (config.databaseUrl === undefined && !existsSync(clusterFolder(config.dataDir)))
    throw new BackupProblem(`There is no data in ${config.dataDir}; name its folder with EVENKEEL_DATA_DIR.`);
  const unfinished = `${file}.unfinished`;
  try {
    const summary = await withDatabase(options, (databaseUrl) =>
      writeBackup(databaseUrl, createWriteStream(unfinished, { mode: 0o600 }), {
        version,
        secretKeyId: keyIdOf(config),
      }),
    );
    await rename(unfinished, file);
    return { ...summary, bytes: (await stat(file)).size };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/**
 * Restores a backup into an empty data folder or database, which is created and migrated first.
 * @throws BackupProblem, StartProblem
 */
export async function restoreFrom(
  file: string,
  options: OfflineOptions & { acceptOtherKey: boolean },
): Promise<RestoreSummary> {
  const { config, home, acceptOtherKey } = options;
  if (!existsSync(file)) throw new BackupProblem(`There is no file ${file}.`);
  createFolder(config.dataDir, 0o700);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel restore' });
    await migrate(db, path.join(home, 'migrations')).finally(() => db.end());
    const source = createReadStream(file);
    return restoreBackup(databaseUrl, source, { secretKeyId: keyIdOf(config), acceptOtherKey, settle: settlers });
  });
}

/**
 * A link with which the person of this address chooses a password; for the operator at the machine, who needs no mail.
 * @throws Problem `not_found`, `state_conflict`
 */
export async function makeResetLink(
  email: string,
  options: OfflineOptions,
): Promise<{ link: string; expiresAt: string }> {
  const { config } = options;
  if (config.databaseUrl === undefined && !existsSync(clusterFolder(config.dataDir)))
    throw new BackupProblem(`There is no data in ${config.dataDir}; name its folder with EVENKEEL_DATA_DIR.`);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel people' });
    const { token, expiresAt } = await makeResetToken(db, email).finally(() => db.end());
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    return { link: resetLink(publicUrl, token), expiresAt: expiresAt.toISOString() };
  });
}

const operator: Actor = { kind: 'bootstrap', name: 'Operator (command line)' };

/** How many secrets are sealed under which key, and whether the keys of the settings open them. */
export function describeSecrets(options: OfflineOptions) {
  return withSealedValues(options, (ctx, keyring) => describeSealedValues(ctx.db, keyring));
}

/** Seals everything that an older key opens anew under the newest one; may be stopped and begun again. */
export function resealSecrets(options: OfflineOptions): Promise<ResealResult> {
  return withSealedValues(options, resealValues);
}

/** Gives up what no key opens; where there is no key at all, this is what makes a new one. */
export function discardLostSecrets(options: OfflineOptions): Promise<DiscardResult> {
  return withSealedValues(options, (ctx, keyring) =>
    discardLostValues(ctx, keyring.currentKeyId === null ? loadKeyring(keyPlaces(options.config)) : keyring),
  );
}

async function withSealedValues<T>(
  options: OfflineOptions,
  work: (ctx: Context, keyring: Keyring) => Promise<T>,
): Promise<T> {
  const { config } = options;
  if (config.databaseUrl === undefined && !existsSync(clusterFolder(config.dataDir)))
    throw new BackupProblem(`There is no data in ${config.dataDir}; name its folder with EVENKEEL_DATA_DIR.`);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel secrets' });
    const { keyring } = loadKeyringOrNone(keyPlaces(config));
    return work({ db, actor: operator }, keyring).finally(() => db.end());
  });
}

/** What can be seen of an installation whose server does not answer. */
export function examineWithoutServer(config: Config): Promise<Examination[]> {
  return examine(localChecks(config));
}

/** Backing up and restoring make no key: what is sealed needs the one it was sealed under. */
function keyIdOf(config: Config): string {
  return loadKeyringOrNone(keyPlaces(config)).keyring.currentKeyId ?? 'none';
}

const keyPlaces = ({ secretKey, dataDir }: Config) => ({ key: secretKey, keyFile: path.join(dataDir, 'secret.key') });

/** The database of the settings: given, already running in the data folder, or started for the time of the work. */
async function withDatabase<T>({ config, log }: OfflineOptions, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== undefined) return work(config.databaseUrl);
  if (findLeftRunning(clusterFolder(config.dataDir))) {
    const { appPassword, port } = readAccess(config.dataDir);
    return work(connectionUrl('evenkeel', appPassword, port));
  }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}
