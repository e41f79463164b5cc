import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartProblem } from '../../start-problem.ts';

/** How PostgreSQL's programs are run so that they do not see root, which they refuse. */
export type RunAs = {
  /** Put in front of the program and its arguments. */
  prefix: string[];
  uid?: number;
  gid?: number;
  /** Said to the operator when something unusual was chosen. */
  notice?: string;
};

const systemUser = 'evenkeel';

/**
 * An ordinary user runs PostgreSQL as is. Root runs it in a user namespace, where root has another number and the files
 * stay root's; where such namespaces are off, as a system user of its own, which is created when missing.
 * @throws StartProblem when PostgreSQL cannot be run at all.
 */
export function chooseRunAs(postgres: string): RunAs {
  if (process.getuid?.() !== 0) {
    requireRunnable(postgres, { prefix: [] });
    return { prefix: [] };
  }
  const prefix = namespacePrefix(readFileSync('/etc/passwd', 'utf8'));
  if (tryRun(postgres, { prefix }) === undefined) return { prefix };
  const user = findUser(systemUser) ?? createUser();
  const runAs: RunAs = {
    prefix: [],
    ...user,
    notice: `PostgreSQL does not run as root and user namespaces are off here, so it runs as the system user "${systemUser}".`,
  };
  requireRunnable(postgres, runAs);
  return runAs;
}

/** The number that root gets must belong to somebody in the list of users, or initdb gives up. */
export function namespacePrefix(users: string): string[] {
  const uids = users.split('\n').map((line) => Number(line.split(':')[2]));
  const uid = uids.find((each) => each > 0) ?? 1000;
  return ['unshare', '-U', `--map-user=${uid}`, `--map-group=${uid}`];
}

/** The program and its arguments as they are to be spawned. */
export function commandFor(runAs: RunAs, program: string, args: string[]): [string, string[]] {
  const [first, ...rest] = [...runAs.prefix, program, ...args];
  return [first!, rest];
}

/** PostgreSQL's programs read PG* variables and the locale, which belong to whoever started the app and not to our data. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return { PATH, SystemRoot, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
}

/** Only root can give files away; for anyone else the files are their own already, or PostgreSQL says that they are not. */
export function giveFiles(path: string, runAs: RunAs): void {
  if (process.getuid?.() !== 0) return;
  const [uid, gid] = [runAs.uid ?? 0, runAs.gid ?? 0];
  if (lstatSync(path).uid === uid) return;
  const walk = (entry: string) => {
    if (lstatSync(entry).isDirectory()) for (const name of readdirSync(entry)) walk(join(entry, name));
    lchownSync(entry, uid, gid);
  };
  walk(path);
}

/** @returns why the program does not run, or undefined when it does. */
function tryRun(postgres: string, runAs: RunAs): string | undefined {
  const [program, args] = commandFor(runAs, postgres, ['--version']);
  const tried = spawnSync(program, args, {
    uid: runAs.uid,
    gid: runAs.gid,
    env: programEnvironment(),
    cwd: '/',
    encoding: 'utf8',
  });
  if (tried.status === 0) return undefined;
  return tried.error?.message ?? (tried.stderr.trim().split('\n')[0] || `exit code ${tried.status}`);
}

function requireRunnable(postgres: string, runAs: RunAs): void {
  const reason = tryRun(postgres, runAs);
  if (reason === undefined) return;
  if (runAs.uid !== undefined && reason.includes('EACCES')) {
    throw new StartProblem(
      `PostgreSQL must run as the user "${systemUser}" here, which cannot reach ${dirname(postgres)}: install Evenkeel where every user can read it (for example /opt/evenkeel), or start it as an ordinary user.`,
    );
  }
  throw new StartProblem(
    `The built-in PostgreSQL does not run on this system (${reason}): point EVENKEEL_DATABASE_URL at a PostgreSQL of your own.`,
  );
}

function findUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function createUser(): { uid: number; gid: number } {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', systemUser];
  spawnSync('useradd', args);
  const user = findUser(systemUser);
  if (user) return user;
  throw new StartProblem(
    `PostgreSQL does not run as root, user namespaces are off here and the system user "${systemUser}" could not be created: start Evenkeel as an ordinary user.`,
  );
}
