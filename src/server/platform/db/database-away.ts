import { errorCode } from '../start-problem.ts';
import { NoPrimary } from './hosts.ts';
import { noAnswer } from './silent-connections.ts';

/** Of the network, and of PostgreSQL while it starts, stops, has crashed or is full. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '08000',
  '08003',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** What the driver finds out by itself has no code. */
const words =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|Query read timeout|is not queryable/;

/**
 * Whether an error says that the database, or the way to it, is away. What was under way then was most likely undone;
 * of a commit nobody knows.
 */
export function isDatabaseAway(error: unknown): boolean {
  // One host that is away, or a standby, may be or become the primary.
  if (error instanceof NoPrimary) return error.found.some((host) => host.error === null || isDatabaseAway(host.error));
  const code = errorCode(error);
  if (code !== undefined) return codes.has(code);
  const { message = '' } = error as { message?: string };
  return message === noAnswer || words.test(message);
}
