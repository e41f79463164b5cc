import type { Config } from '../config.ts';
import { folderProblem } from './db/embedded/data-folder.ts';
import { NoPrimary, placeOf, urlsOfHosts } from './db/hosts.ts';
import { errorCode, StartProblem } from './start-problem.ts';

/**
 * Turns what the system, the network or PostgreSQL said at the start into one sentence for the operator.
 * Passes on what it does not know.
 */
export function explainStart(
  error: unknown,
  config: Pick<Config, 'port' | 'host' | 'dataDir' | 'databaseUrl'>,
): unknown {
  const { syscall, name, message } = error as { syscall?: string; name?: string; message?: string };
  if (name === 'StartProblem') return error;
  if (name === 'SecretProblem') return new StartProblem(`The secret key cannot be used: ${message}.`);
  if (syscall === 'listen' || syscall === 'bind') return listenProblem(error, config);
  const aboutDatabase = config.databaseUrl === undefined ? undefined : databaseSentence(error, config.databaseUrl);
  if (aboutDatabase) return new StartProblem(aboutDatabase);
  return folderProblem(config.dataDir, error);
}

function listenProblem(error: unknown, { port, host }: Pick<Config, 'port' | 'host'>): unknown {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} is already in use: stop the program that holds it, or choose another with EVENKEEL_PORT.`,
      );
    case 'EACCES':
      return new StartProblem(`This user may not listen on port ${port}: choose one above 1023 with EVENKEEL_PORT.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(`EVENKEEL_HOST ${host} is not an address of this machine.`);
    default:
      return error;
  }
}

/** @returns undefined when the error does not come from reaching or opening the database. */
export function databaseSentence(
  error: unknown,
  databaseUrl: string,
  setting = 'EVENKEEL_DATABASE_URL',
): string | undefined {
  if (error instanceof NoPrimary) {
    const words = error.found.map(({ url, error: each }) =>
      each === null ? `${placeOf(url)} is a standby` : (databaseFault(each, url) ?? `${placeOf(url)}: ${each.message}`),
    );
    return `${setting}: no host is the primary: ${words.join('; ')}.`;
  }
  const fault = databaseFault(error, databaseUrl);
  return fault && `${setting}: ${fault}.`;
}

/** Without the name of the setting and without a full stop. */
function databaseFault(error: unknown, databaseUrl: string): string | undefined {
  const { hostname, pathname, username } = new URL(urlsOfHosts(databaseUrl)[0]!);
  const place = placeOf(databaseUrl);
  const code = errorCode(error);
  const message = (error as Error).message;
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${place}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host ${hostname} is not known`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${place} does not answer`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${place} refuses the user ${username || '(none)'}: ${message}`;
    case '3D000':
      return `there is no database ${pathname.slice(1)} at ${place}; create it first`;
    case '42501':
      return `the user ${username} may not create its schema in ${pathname.slice(1)}: ${message}`;
    case '57P03':
    case '53300':
      return `PostgreSQL at ${place} takes no connections now: ${message}`;
  }
  // Whoever answered there refused the connection itself, for whatever other reason.
  if ((error as { severity?: string }).severity === 'FATAL')
    return `the database at ${place} refuses the connection: ${message}`;
  if (/timeout/i.test(message) && code === undefined) return `${place} does not answer`;
  if (/terminated|SSL|SASL|password/i.test(message) && code === undefined)
    return `PostgreSQL at ${place} cannot be used: ${message}`;
  return undefined;
}
