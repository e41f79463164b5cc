/** What a source sent, for the people who set it up: raw as it arrived, and as it is understood. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { ReadableSource } from '../mapping-rules/read.ts';
import { blankBody } from './blank-secrets.ts';
import type { Received } from './received-store.ts';
import { rereadRequest } from './reread.ts';

const maxShownBytes = 64 * 1024;
const maxShownSignals = 20;

/** What older versions have stored may still hold `key`: it is blanked out here too. */
export async function showReceived(source: ReadableSource, key: string | null, received: Received[]) {
  const shown = [];
  for (const one of received) {
    // Bodies may be large and their parsing is not free: other requests get their turn in between.
    await nextTurn();
    const {
      method,
      path,
      query,
      contentType,
      headers,
      isPing,
      isTest = false,
      odd = [],
      dropped = [],
      droppedCount = 0,
    } = one.request;
    const parsed = understand(source, one);
    shown.push({
      position: `${one.logId}.${one.seq}`,
      receivedAt: one.receivedAt,
      method,
      path,
      query,
      contentType,
      userAgent: headers['user-agent'] ?? null,
      ...showBody(key === null ? one.body : Buffer.from(blankBody(one.body, key, contentType))),
      isPing,
      isTest,
      odd,
      dropped,
      droppedCount,
      signalCount: one.signalCount,
      understood: parsed.kind === 'signals' ? parsed.signals.slice(0, maxShownSignals).map(showSignal) : [],
      refusal: parsed.kind === 'rejected' ? parsed.detail : null,
    });
  }
  return shown;
}

/** The signals of one dedup key among stored requests, in the order given, at most `limit`. */
export async function findSignals(source: ReadableSource, received: Received[], dedupKey: string, limit: number) {
  const found = [];
  for (const one of received) {
    await nextTurn();
    const parsed = understand(source, one);
    const signals = parsed.kind === 'signals' ? parsed.signals : [];
    for (const signal of signals.filter((each) => each.dedupKey === dedupKey && each.action !== 'change')) {
      if (found.length === limit) return found;
      found.push({ position: `${one.logId}.${one.seq}`, receivedAt: one.receivedAt, signal: showSignal(signal) });
    }
  }
  return found;
}

const understand = (source: ReadableSource, { request, body, receivedAt }: Received) =>
  rereadRequest(source, { request, body, receivedAt: receivedAt.getTime() });

export function showSignal({
  action,
  dedupKey,
  title,
  description,
  severity,
  labels,
  links,
  occurredAt,
  expiresAt,
}: Signal) {
  const date = (ms: number | null) => (ms === null ? null : new Date(ms));
  return {
    action,
    dedupKey,
    title,
    description,
    severity,
    labels,
    links,
    occurredAt: date(occurredAt),
    expiresAt: date(expiresAt),
  };
}

function showBody(body: Buffer) {
  const isCut = body.length > maxShownBytes;
  const start = isCut ? body.subarray(0, maxShownBytes) : body;
  const text = textOf(start, isCut);
  return {
    body: text ?? start.toString('base64'),
    bodyBytes: body.length,
    isBase64: text === null,
    isCut,
  };
}

/** The bytes as UTF-8 text, null when they are none; a cut in the middle of a character is no fault. */
function textOf(bytes: Buffer, isCut: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}
