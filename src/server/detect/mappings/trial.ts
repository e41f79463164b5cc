/** What rules would make of requests that were received, beside what the rules in force make of them. Nothing is kept. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { MappingRule } from '../../../contract/detect/mapping.ts';
import { problem } from '../../../contract/errors.ts';
import type { OddPart } from '../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { Context } from '../../platform/context.ts';
import { showSignal } from '../log/received.ts';
import { listNewest, type Received } from '../log/received-store.ts';
import { mapSignals } from '../mapping-rules/apply.ts';
import { createMapping, type Mapping } from '../mapping-rules/mapping.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { Source } from '../rulebook/rulebook.ts';
import { faultsOf } from './actions.ts';

const shownRequests = 10;
const shownSignals = 5;
const shownBytes = 16 * 1024;

export async function tryMapping(
  ctx: Context,
  rulebook: RulebookCache,
  sourceId: number,
  { rules, requests }: { rules: MappingRule[]; requests: number },
) {
  const faults = await faultsOf(rules);
  if (faults.length > 0) throw problem('invalid_input', 'Some rules cannot be used.', faults);
  const { sourceById, lookupTables } = await rulebook.current(ctx.db);
  const source = sourceById.get(sourceId);
  if (!source) throw problem('not_found', `No source has the id ${sourceId}.`);
  const draft = createMapping(rules, 0, (slug) => lookupTables.get(slug));
  const received = await listNewest(ctx.db, sourceId, requests);
  const keys = new Set<string>();
  const keysNow = new Set<string>();
  const summary = { requests: 0, signals: 0, changed: 0, dropped: 0, withFaults: 0, droppedNow: 0 };
  const items = [];
  for (const one of received) {
    await nextTurn();
    const tried = trialOf(source, draft, one);
    if (tried === null) continue;
    const { mapped, now, odd } = tried;
    summary.requests += 1;
    summary.signals += mapped.length;
    if (odd.length > 0) summary.withFaults += 1;
    for (const { before, after } of mapped) {
      if (after === null) summary.dropped += 1;
      else {
        keys.add(after.dedupKey);
        if (!isDeepStrictEqual(before, after)) summary.changed += 1;
      }
    }
    for (const after of now) {
      if (after === null) summary.droppedNow += 1;
      else keysNow.add(after.dedupKey);
    }
    if (items.length < shownRequests)
      items.push({
        ...shownRequest(one),
        signals: mapped.slice(0, shownSignals).map(shown),
        signalCount: mapped.length,
        odd,
      });
  }
  const from = received.at(-1)?.receivedAt ?? null;
  return { summary: { ...summary, from, dedupKeys: keys.size, dedupKeysNow: keysNow.size }, items };
}

/** Null for what carries no signals that rules are for: a ping, a test of ours, what could not be read. */
function trialOf(source: Source, draft: Mapping | null, { request: stored, body, receivedAt }: Received) {
  const { odd: _odd, dropped: _dropped, droppedCount: _count, isPing, isTest, isCanary, ...request } = stored;
  if (isPing || isTest || isCanary) return null;
  const whole = { ...request, body, receivedAt: receivedAt.getTime() };
  const parsed = source.type.parse(whole, source.settings);
  if (parsed.kind !== 'signals' || parsed.signals.length === 0) return null;
  const of = { request: whole, settings: source.settings };
  const odd: OddPart[] = [];
  const mapped = draft
    ? mapSignals(draft, of, parsed.signals, odd)
    : parsed.signals.map((before) => ({ before, after: before, hits: [] }));
  const now: (Signal | null)[] = source.mapping
    ? mapSignals(source.mapping, of, parsed.signals, []).map(({ after }) => after)
    : parsed.signals;
  return { mapped, now, odd };
}

function shown({ before, after, hits }: { before: Signal; after: Signal | null; hits: number[] }) {
  return { before: showSignal(before), after: after && showSignal(after), hits };
}

function shownRequest({ logId, seq, receivedAt, body }: Received) {
  const start = body.subarray(0, shownBytes);
  const text = start.includes(0) ? '' : new TextDecoder('utf-8').decode(start);
  return { position: `${logId}.${seq}`, receivedAt, body: text };
}
