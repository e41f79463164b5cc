/**
 * What slows guessing down. Nobody can be locked out by strangers: what others fail at from elsewhere delays an
 * attempt and never refuses it, and a browser that has signed in to the account before is not even delayed.
 */
import type { FastifyRequest } from 'fastify';
import { Problem, problem } from '../../../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { countAttempts, giveBack, type Limit } from './attempts.ts';
import { passHashGate } from './hash-gate.ts';
import { networkOf } from './network.ts';

/**
 * Runs an attempt to prove who one is; what fails counts.
 * @param account null while it is not known whose attempt this is; a count shared by all would lock everybody out
 * @param device the id of a browser that has signed in to this account before, or null
 */
export type SignInThrottle = <T>(
  request: FastifyRequest,
  account: string | null,
  attempt: () => Promise<T>,
  device?: string | null,
) => Promise<T>;

export type ThrottleOptions = {
  db: Database;
  /** Told of each attempt that failed or was refused. */
  onFailure?: (request: FastifyRequest, what: 'failed' | 'refused', account: string | null) => void;
  /** Waits; replaced by tests. */
  pause?: (milliseconds: number) => Promise<void>;
};

const quarterHour = 900;
const longestDelayMs = 5_000;
/** Requests that wait in this process; a flood must not keep thousands of them open. */
const mostDelayed = 200;

export function createSignInThrottle(options: ThrottleOptions): SignInThrottle {
  const { db, onFailure } = options;
  const pause = options.pause ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  let delayed = 0;

  /** @throws Problem `too_many_requests` when too many wait already */
  async function delay(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    if (delayed >= mostDelayed) throw problem('too_many_requests', 'Too many attempts; try again in a moment.');
    delayed += 1;
    await pause(milliseconds).finally(() => {
      delayed -= 1;
    });
  }

  return async (request, account, attempt, device = null) => {
    const limits = device === null ? limitsOf(request.ip, account) : limitsOfDevice(device);
    const used = await countAttempts(db, limits);
    const over = limits.map(({ most }, index) => used[index]! - most);
    if (limits.some(({ refuses }, index) => refuses && over[index]! > 0)) {
      onFailure?.(request, 'refused', account);
      throw problem('too_many_requests', 'Too many attempts; wait a quarter of an hour, or reset your password.');
    }
    const milliseconds = Math.max(...over.map((excess) => (excess > 0 ? 500 + 50 * excess : 0)));
    await delay(Math.min(milliseconds, longestDelayMs));
    let wasGuess = false;
    try {
      return await passHashGate(device ?? networkOf(request.ip, true), attempt);
    } catch (error) {
      // What was no answer to the attempt (the database is away, the gate is full) is no guess either.
      wasGuess = isGuess(error);
      if (wasGuess) onFailure?.(request, 'failed', account);
      throw error;
    } finally {
      // Best effort: a count that stays too high for a quarter of an hour lets nobody in, and whoever is in is in.
      if (!wasGuess) await giveBack(db, limits).catch(() => {});
    }
  };
}

type SignInLimit = Limit & { refuses: boolean };

function limitsOf(address: string, account: string | null): SignInLimit[] {
  const [near, wide] = [networkOf(address), networkOf(address, true)];
  const limit = (purpose: string, of: string, most: number, windowSeconds: number, refuses: boolean) => ({
    purpose: `sign-in ${purpose}`,
    of,
    most,
    windowSeconds,
    refuses,
  });
  const ofNetwork = [
    limit('network', near, 50, 300, false),
    ...(wide === near ? [] : [limit('wide network', wide, 150, 300, false)]),
  ];
  if (account === null) return ofNetwork;
  return [
    ...ofNetwork,
    limit('account and network', `${near} ${account}`, 10, quarterHour, true),
    ...(wide === near ? [] : [limit('account and wide network', `${wide} ${account}`, 30, quarterHour, true)]),
    limit('account', account, 100, quarterHour, false),
  ];
}

/** A known browser is apart from everybody else, and has a limit of its own in case it was stolen. */
function limitsOfDevice(device: string): SignInLimit[] {
  return [{ purpose: 'sign-in device', of: device, most: 20, windowSeconds: quarterHour, refuses: true }];
}

function isGuess(error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  return !['too_many_requests', 'unavailable', 'internal_error', 'invalid_input'].includes(error.code);
}
