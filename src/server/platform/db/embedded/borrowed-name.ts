import { existsSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { StartProblem } from '../../start-problem.ts';

/** From the Debian package libnss-wrapper: answers who a user is from a file of our own. */
const libraries = [
  ...['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/libnss_wrapper.so`),
  '/usr/lib64/libnss_wrapper.so',
  '/usr/lib/libnss_wrapper.so',
];

/** Variables for initdb, and what removes the files they name. */
export type BorrowedName = { environment: Record<string, string>; giveBack(): void };

/**
 * initdb gives up when the number it runs as has no name, as in a container that is run as any number. There it gets a
 * name from a list of its own.
 * @throws StartProblem when no such list can be given
 */
export function borrowName(dataFolder: string): BorrowedName {
  if (hasName()) return { environment: {}, giveBack: () => {} };
  const uid = process.getuid!();
  const library = libraries.find((path) => existsSync(path));
  if (library === undefined)
    throw new StartProblem(
      `The user ${uid} has no name here, and PostgreSQL needs one to create its database: start Evenkeel as a user of /etc/passwd, or install libnss-wrapper.`,
    );
  const [users, groups] = [join(dataFolder, 'initdb-users'), join(dataFolder, 'initdb-groups')];
  writeFileSync(users, `evenkeel:x:${uid}:${process.getgid!()}::/:/bin/false\n`);
  writeFileSync(groups, `evenkeel:x:${process.getgid!()}:\n`);
  return {
    environment: { LD_PRELOAD: library, NSS_WRAPPER_PASSWD: users, NSS_WRAPPER_GROUP: groups },
    giveBack() {
      for (const path of [users, groups]) rmSync(path, { force: true });
    },
  };
}

function hasName(): boolean {
  try {
    os.userInfo();
    return true;
  } catch (error) {
    if ((error as { info?: { code?: string } }).info?.code === 'ENOENT') return false;
    throw error;
  }
}
