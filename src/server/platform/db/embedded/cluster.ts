import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StartProblem } from '../../start-problem.ts';
import type { Binaries } from './binaries.ts';
import { borrowName } from './borrowed-name.ts';
import { accessName } from './data-folder.ts';
import { commandFor, giveFiles, programEnvironment, type RunAs } from './run-as.ts';

const attemptsBesideAnother = 10;
const pauseBesideAnotherMs = 300;

/** How to reach the database of a data folder; kept in a file that only its owner can read. */
export type Access = {
  port: number;
  adminPassword: string;
  appPassword: string;
};

export function clusterFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres');
}

/**
 * Makes sure that the data folder holds a database cluster that this PostgreSQL can open.
 * A cluster appears whole or not at all: it is made under another name and renamed.
 * @throws StartProblem when it is of another major release, or its passwords are lost, or initdb fails.
 */
export async function ensureCluster(dataFolder: string, binaries: Binaries, runAs: RunAs): Promise<Access> {
  const folder = clusterFolder(dataFolder);
  if (runAs.uid !== undefined) chmodSync(dataFolder, 0o711);
  if (existsSync(folder)) {
    requireMajor(folder, binaries.major);
    giveFiles(folder, runAs);
    return readAccess(dataFolder);
  }
  const access = { port: await freePort(), adminPassword: newPassword(), appPassword: newPassword() };
  saveAccess(dataFolder, access);
  const unfinished = `${folder}.unfinished`;
  await makeUnfinished(unfinished, () => runInitdb(dataFolder, unfinished, access.adminPassword, binaries, runAs));
  renameSync(unfinished, folder);
  return access;
}

/**
 * What a killed start left behind goes first. Its initdb may still be at work there, and ends on its own now that its
 * files are gone: until then both are in each other's way.
 */
async function makeUnfinished(target: string, make: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const isLeft = existsSync(target);
    try {
      rmSync(target, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      await make();
      return;
    } catch (error) {
      if (attempt === attemptsBesideAnother || !(isLeft || existsSync(target))) throw error;
      await setTimeout(pauseBesideAnotherMs);
    }
  }
}

export function saveAccess(dataFolder: string, access: Access): void {
  const path = join(dataFolder, accessName);
  writeFileSync(`${path}.new`, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/**
 * A TCP port of 127.0.0.1 that nobody listens on, `wanted` if possible.
 * It lies below the range from which systems take ports for outgoing connections, so that it stays free for a restart.
 */
export async function freePort(wanted?: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = attempt === 0 && wanted ? wanted : 20_000 + (randomBytes(2).readUInt16BE() % 12_000);
    if (await isFree(port)) return port;
  }
  throw new StartProblem('No free TCP port was found on 127.0.0.1 for the built-in PostgreSQL.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function requireMajor(folder: string, major: number): void {
  const versionFile = join(folder, 'PG_VERSION');
  const found = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined;
  if (found === undefined) {
    throw new StartProblem(`${folder} is not a PostgreSQL data folder; restore it from a backup or move it away.`);
  }
  if (found !== String(major)) {
    throw new StartProblem(
      `The data in ${folder} was made by PostgreSQL ${found}, but PostgreSQL ${major} is to open it: start it with EVENKEEL_POSTGRES_BIN of release ${found}, or move it with pg_dump of release ${found} and a new data folder.`,
    );
  }
}

/** The access file of a data folder that has a cluster. @throws StartProblem when it is missing or damaged */
export function readAccess(dataFolder: string): Access {
  const path = join(dataFolder, accessName);
  try {
    const access = JSON.parse(readFileSync(path, 'utf8')) as Access;
    if (access.port && access.adminPassword && access.appPassword) return access;
  } catch {
    // Missing and unreadable mean the same to the operator.
  }
  throw new StartProblem(
    `${path}, which holds the database's passwords, is missing or damaged; restore it from a backup.`,
  );
}

async function runInitdb(dataFolder: string, target: string, password: string, binaries: Binaries, runAs: RunAs) {
  const passwordFile = join(dataFolder, 'initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs.uid !== undefined) {
    mkdirSync(target, { mode: 0o700 });
    for (const path of [passwordFile, target]) chownSync(path, runAs.uid, runAs.gid ?? 0);
  }
  const args = [
    '-D',
    target,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
  ];
  // Older ones leave the order and the case of letters to the system, whose C.UTF-8 is the same.
  const locale =
    binaries.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C', '--lc-ctype=C.UTF-8'];
  args.push('--encoding=UTF8', ...locale);
  const name = borrowName(dataFolder);
  try {
    const failure = await run(binaries.initdb, args, runAs, name.environment);
    if (failure === undefined) return;
    rmSync(target, { recursive: true, force: true });
    throw new StartProblem(
      failure.includes('No space left on device')
        ? `The disk that holds the data folder ${dataFolder} is full.`
        : `The database could not be created in ${dataFolder}: ${failure}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
    name.giveBack();
  }
}

/** @returns the last line the program wrote when it failed, or undefined when it succeeded. */
function run(
  program: string,
  args: string[],
  runAs: RunAs,
  environment: Record<string, string>,
): Promise<string | undefined> {
  const [first, rest] = commandFor(runAs, program, args);
  return new Promise((resolve) => {
    const child = spawn(first, rest, {
      uid: runAs.uid,
      gid: runAs.gid,
      env: { ...programEnvironment(), ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr!.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      const reason = output.split('\n').findLast((line) => /error|fatal|panic/i.test(line));
      resolve(code === 0 ? undefined : (reason ?? `${program} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}
