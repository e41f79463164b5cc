/** The second composition root: what the command line does with the database itself, without the server's part in it. */
import { createReadStream, existsSync, realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Examination } from '../contract/platform/doctor.ts';
import { settleRestoredMails } from './communicate/subscribers/restore-store.ts';
import type { Config } from './config.ts';
import { settleRestoredAlerts } from './detect/absorb/restore-store.ts';
import { makeResetToken, resetLink } from './directory/people/password-reset.ts';
import { makeEmergencyLink } from './directory/session/actions.ts';
import { settleRestoredCalls } from './outgoing/close-back/restore-store.ts';
import { settleRestoredDigests } from './outgoing/digests/restore-store.ts';
import { settleRestoredNotices } from './outgoing/notices/restore-store.ts';
import { settleRestoredThreads } from './outgoing/threads/restore-store.ts';
import { settleRestoredDeliveries } from './outgoing/webhooks/restore-store.ts';
import type { Actor } from './platform/auth/actor.ts';
import { takesConnections } from './platform/backup/connection.ts';
import { BackupProblem, type BackupSummary } from './platform/backup/format.ts';
import { type RestoreSummary, restoreBackup } from './platform/backup/restore.ts';
import { fileProblem, openUnfinished } from './platform/backup/unfinished-file.ts';
import { writeBackup } from './platform/backup/write.ts';
import type { Context } from './platform/context.ts';
import { type Database, openDatabase } from './platform/db/database.ts';
import { connectionUrl } from './platform/db/embedded/app-database.ts';
import { locateBinaries } from './platform/db/embedded/binaries.ts';
import { clusterFolder, readAccess } from './platform/db/embedded/cluster.ts';
import { createFolder } from './platform/db/embedded/data-folder.ts';
import { findLeftRunning } from './platform/db/embedded/postmaster.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { migrate, migrateDirectly, planMigrations, stopsOlderNodes } from './platform/db/migrate.ts';
import { examine } from './platform/doctor/examine.ts';
import { localChecks } from './platform/doctor/local-checks.ts';
import { type Keyring, loadKeyring, loadKeyringOrNone } from './platform/secrets.ts';
import { settleRestoredInvitations } from './program/invitations/restore-store.ts';
import { settleRestoredLetters } from './program/letters/restore-store.ts';
import { settleRestoredIncidents } from './respond/incidents/incident/restore-store.ts';
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
const settlers = [
  settleRestoredAlerts,
  settleRestoredPages,
  settleRestoredIncidents,
  settleRestoredMails,
  settleRestoredDeliveries,
  settleRestoredCalls,
  settleRestoredNotices,
  settleRestoredThreads,
  settleRestoredDigests,
  settleRestoredLetters,
  settleRestoredInvitations,
];

/**
 * Writes a backup, beside a running server or without one. The file appears whole or not at all.
 * @throws BackupProblem, StartProblem
 */
export async function backUpTo(file: string, options: OfflineOptions): Promise<BackupSummary & { bytes: number }> {
  const { config, version } = options;
  requireData(config);
  const unfinished = await openUnfinished(file);
  try {
    const about = { version, secretKeyId: keyIdOf(config) };
    const summary = await withDatabase(options, (databaseUrl) =>
      untilInterrupted(unfinished.stream, writeBackup(databaseUrl, unfinished.stream, about)),
    );
    return { ...summary, bytes: await unfinished.finish() };
  } catch (error) {
    unfinished.stream.destroy();
    await unfinished.discard();
    throw fileProblem(file, error as Error);
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
  const { config, acceptOtherKey } = options;
  const found = await stat(file).catch(({ code, message }: NodeJS.ErrnoException) => {
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new BackupProblem(isMissing ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`);
  });
  if (found.isDirectory()) throw new BackupProblem(`${file} is a folder, not a backup.`);
  createFolder(config.dataDir, 0o700);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel restore' });
    await bringUpToDate(db, options).finally(() => db.end());
    const source = createReadStream(file);
    const restored = { secretKeyId: keyIdOf(config), acceptOtherKey, settle: settlers };
    return untilInterrupted(source, restoreBackup(databaseUrl, source, restored));
  });
}

/** Makes the PostgreSQL inside runnable, which whoever starts it may not be allowed to. @throws StartProblem */
export function prepareEmbedded(): void {
  locateBinaries();
}

/**
 * What the next start of this version would change in the database; changes nothing.
 * @throws StartProblem when the database is newer than this version
 */
export async function planUpgrade(
  options: OfflineOptions,
): Promise<{ version: string; items: { name: string; olderNodesMayRun: boolean }[] }> {
  requireData(options.config);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel migrate' });
    const missing = await planMigrations(db, path.join(options.home, 'migrations')).finally(() => db.end());
    const items = missing.map((each) => ({ name: each.name, olderNodesMayRun: !stopsOlderNodes(each) }));
    return { version: options.version, items };
  });
}

/** Applies them, as the next start would. @returns their names */
export async function applyUpgrade(options: OfflineOptions): Promise<string[]> {
  requireData(options.config);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel migrate' });
    return bringUpToDate(db, options).finally(() => db.end());
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
  requireData(config);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel people' });
    const { token, expiresAt } = await makeResetToken(db, email).finally(() => db.end());
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    return { link: resetLink(publicUrl, token), expiresAt: expiresAt.toISOString() };
  });
}

/**
 * A link with which an admin signs in once, past single sign-on; for the operator at the machine.
 * @throws Problem `not_found`, `state_conflict`
 */
export async function makeSignInLink(
  email: string,
  options: OfflineOptions,
): Promise<{ link: string; expiresAt: string }> {
  const { config } = options;
  if (config.databaseUrl === undefined && !existsSync(clusterFolder(config.dataDir)))
    throw new BackupProblem(`There is no data in ${config.dataDir}; set its folder with EVENKEEL_DATA_DIR.`);
  return withDatabase(options, async (databaseUrl) => {
    const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel people' });
    const { token, expiresAt } = await makeEmergencyLink(db, email).finally(() => db.end());
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    return { link: `${publicUrl}/enter#${token}`, expiresAt: expiresAt.toISOString() };
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
  requireData(config);
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

function bringUpToDate(db: Database, { config, home }: OfflineOptions): Promise<string[]> {
  const [folder, directUrl] = [path.join(home, 'migrations'), config.migrationDatabaseUrl];
  return directUrl === undefined ? migrate(db, folder) : migrateDirectly(db, folder, directUrl);
}

function requireData(config: Config): void {
  if (config.databaseUrl === undefined && !existsSync(clusterFolder(config.dataDir)))
    throw new BackupProblem(`There is no data in ${config.dataDir}; set its folder with EVENKEEL_DATA_DIR.`);
}

/** Backing up and restoring make no key: what is sealed needs the one it was sealed under. */
function keyIdOf(config: Config): string {
  return loadKeyringOrNone(keyPlaces(config)).keyring.currentKeyId ?? 'none';
}

const keyPlaces = ({ secretKey, dataDir }: Config) => ({ key: secretKey, keyFile: path.join(dataDir, 'secret.key') });

/** Ctrl+C and its like end the stream, and with it the work, so that everything is put in order before the process ends. */
async function untilInterrupted<T>(stream: Readable | Writable, work: Promise<T>): Promise<T> {
  const stop = (signal: string) => stream.destroy(new BackupProblem(`Stopped (${signal}); nothing was changed.`));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    return await work;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** The database of the settings: given, already running in the data folder, or started for the time of the work. */
async function withDatabase<T>({ config, log }: OfflineOptions, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== undefined) return work(config.databaseUrl);
  const running = await findRunning(config.dataDir);
  if (running) return work(running);
  const embedded = await startEmbedded({ dataDir: config.dataDir, log, postgresBin: config.postgresBin });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

/** One that starts or stops at this moment, after a kill, say, is waited for. @throws BackupProblem after 30 s */
async function findRunning(dataDir: string): Promise<string | undefined> {
  if (!existsSync(dataDir)) return undefined;
  // The command line of the server, by which it is known, names the folder itself and no link to it.
  const cluster = clusterFolder(realpathSync(dataDir));
  const deadline = performance.now() + 30_000;
  while (findLeftRunning(cluster)) {
    const { appPassword, port } = readAccess(dataDir);
    const url = connectionUrl('evenkeel', appPassword, port);
    if (await takesConnections(url)) return url;
    if (performance.now() > deadline)
      throw new BackupProblem(`The database in ${dataDir} neither responds nor stops; try again in a minute.`);
    await wait(100);
  }
  return undefined;
}
