import type { Arrival } from '../../platform/tracing/span.ts';
import { type Appender, NotAccepted } from '../log/log.ts';
import { readRequest } from '../mapping-rules/read.ts';
import type { Source } from '../rulebook/rulebook.ts';
import type { Accepted, Outcome, SourceRequest } from '../source-types/source.ts';
import { cutIntoParts, isLarge } from './parts.ts';
import type { SourceLimits } from './source-limits.ts';
import type { Turns } from './turns.ts';

const retryAfterSeconds = 5;
/** Of what cannot be cut into smaller parts. */
const maxPartBytes = 1024 * 1024;

/** Reading this much takes so little that no turn is waited for. */
const littleBytes = 16 * 1024;

type Tools = { signals: Appender; limits: SourceLimits; turns: Turns };

/**
 * Understands a request and makes it durable: a large list in parts, with room for others between them. `clear` takes
 * the secrets out of each.
 */
export async function keep(
  tools: Tools,
  source: Source,
  request: SourceRequest,
  clear: (part: SourceRequest) => SourceRequest,
  arrival?: Arrival | undefined,
): Promise<Outcome> {
  if (request.body.length > littleBytes) await tools.turns(source.id);
  if (!isLarge(request.body)) return keepPart(tools, source, clear(request), arrival);
  const parts = (await cutIntoParts(request)) ?? [request];
  if (parts.some(({ body }) => body.length > maxPartBytes)) return { kind: 'too-large', limitBytes: maxPartBytes };
  const kept: Promise<Outcome>[] = [];
  for (const part of parts) {
    const outcome = keepPart(tools, source, clear(part), arrival);
    // Awaited below; until then its failure must not count as one that nobody hears of.
    outcome.catch(() => {});
    kept.push(outcome);
    await tools.turns(source.id);
  }
  return together(await Promise.all(kept));
}

async function keepPart(
  { signals, limits }: Tools,
  source: Source,
  request: SourceRequest,
  arrival: Arrival | undefined,
): Promise<Outcome> {
  const startedAt = performance.now();
  const parsed = readRequest(source, request);
  const readingMs = performance.now() - startedAt;
  const isSignals = parsed.kind === 'signals';
  limits.spend(source.id, { signals: isSignals ? parsed.said.length : 0, bytes: request.body.length, readingMs });
  if (parsed.kind === 'rejected') return parsed;
  try {
    const { logId, seq } = await signals.append({
      source,
      request,
      isPing: parsed.kind === 'ping',
      signals: isSignals ? parsed.signals : [],
      odd: isSignals ? parsed.odd : [],
      dropped: isSignals ? parsed.dropped : [],
    });
    arrival?.keptAt({ logId, seq });
    if (parsed.kind === 'ping') return parsed;
    const { said, odd, errors } = parsed;
    // The sender is answered with what it said: it names its alert by its own key.
    return { kind: 'signals', signals: said, odd, errors, position: { logId, seq } };
  } catch (error) {
    if (error instanceof NotAccepted) return { kind: 'unavailable', retryAfterSeconds };
    throw error;
  }
}

/** One answer for all parts: when one was not kept, the sender has to send all of them again. */
function together(outcomes: Outcome[]): Outcome {
  const failed = outcomes.find(({ kind }) => kind !== 'signals' && kind !== 'ping');
  if (failed) return failed;
  const accepted = outcomes.filter((outcome): outcome is Accepted => outcome.kind === 'signals');
  if (accepted.length === 0) return outcomes[0]!;
  return {
    kind: 'signals',
    signals: accepted.flatMap(({ signals }) => signals),
    odd: accepted.flatMap(({ odd }) => odd).slice(0, maxOddTold),
    errors: accepted.flatMap(({ errors }) => errors).slice(0, maxOddTold),
  };
}

const maxOddTold = 100;
