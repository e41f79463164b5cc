/**
 * Who is let in. What is done for somebody whose key is not known yet is small whatever they send, and counted for each
 * network; a sender with a key is let in from everywhere.
 */

import type { IncomingMessage } from 'node:http';
import { callerNetwork } from '../../platform/http/caller-network.ts';
import { createTokenBuckets } from '../../platform/http/token-buckets.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { Source } from '../rulebook/rulebook.ts';
import { BodyProblem, readBody } from './body.ts';
import { createHeldBytes } from './held-bytes.ts';
import { type Place, requestOf } from './place.ts';

/** Lets a request in when its key is known. Throws `BodyProblem`. */
export type Gate = (request: IncomingMessage, place: Place) => Promise<Entrant>;

export type Entrant = { source: Source; key: string; readBody: () => Promise<Uint8Array> };

const megabyte = 1024 * 1024;
/** With a known key; Alertmanager puts every alert of a group in one request and never sends again what was 413. */
const maxBodyBytes = 16 * megabyte;
/** As PagerDuty's own, where the key is in the body. */
const maxKeylessBytes = 512 * 1024;
/** From a network that has used up its tries. */
const maxSuspectBytes = 64 * 1024;
const withinMs = 30_000;
const keylessWithinMs = 10_000;
/** Requests without a key of ours that one network may send at once, and then each second. */
const strangersAtOnce = 300;
const strangersPerSecond = 10;

export type GateOptions = { rulebook: RulebookCache; trustedProxies: number };

export function createGate({ rulebook, trustedProxies }: GateOptions): Gate {
  const strangers = createTokenBuckets(strangersAtOnce, strangersPerSecond);
  const heldByStrangers = createHeldBytes({ perHolder: 8 * megabyte, total: 64 * megabyte });
  const heldBySources = createHeldBytes({ perHolder: 64 * megabyte, total: 256 * megabyte });

  const findKnown = (keys: string[]) => {
    for (const key of keys) {
      const source = rulebook.knownSource(key);
      if (source) return { source, key };
    }
    return null;
  };
  /** A key that was made a moment ago works at once, but not for networks that guess. */
  const find = async (keys: string[], network: string) => {
    if (strangers.isEmpty(network)) return null;
    for (const key of keys) {
      const source = await rulebook.sourceOfKey(key);
      if (source) return { source, key };
    }
    return null;
  };
  const tooMany = (network: string) =>
    new BodyProblem({ kind: 'too-many-requests', retryAfterSeconds: strangers.secondsToWait(network) });
  const unknown = (network: string) =>
    strangers.take(network) ? new BodyProblem({ kind: 'unknown-key' }) : tooMany(network);

  return async (request, place) => {
    const known = findKnown(place.keys);
    const network = known ? '' : callerNetwork(request, trustedProxies);
    const entrant = known ?? (await find(place.keys, network));
    if (entrant) {
      const { source, key } = entrant;
      const limitBytes = place.bodyKeyed ? maxKeylessBytes : maxBodyBytes;
      const limits = { limitBytes, withinMs, held: heldBySources, holder: source.slug };
      return { source, key, readBody: () => readBody(request, limits) };
    }
    if (!place.bodyKeyed) throw unknown(network);
    const isSuspect = strangers.isEmpty(network);
    const body = await readBody(request, {
      limitBytes: isSuspect ? maxSuspectBytes : maxKeylessBytes,
      withinMs: keylessWithinMs,
      held: heldByStrangers,
      holder: network,
    }).catch((problem: unknown) => {
      // Only for now: who has a key may send more again when the others of the network have stopped.
      const isTooLarge = problem instanceof BodyProblem && problem.outcome.kind === 'too-large';
      throw isSuspect && isTooLarge ? tooMany(network) : problem;
    });
    const key = place.bodyKeyed.keyFrom?.(requestOf(request, place, body, 0, place.bodyKeyed)) ?? null;
    const found = key === null ? null : (findKnown([key]) ?? (await find([key], network)));
    if (!found) throw unknown(network);
    return { ...found, readBody: async () => body };
  };
}
