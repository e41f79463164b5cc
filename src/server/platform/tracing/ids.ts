/**
 * Ids of traces and spans are derived, not stored: every node, at any time, finds the same ones for the same alert, so
 * a trace goes on after its rows were handed to another node, and no row has to carry it.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { SpanPlace } from './span.ts';

export type TraceIds = {
  ofAlert(alertId: number): string;
  /** `what` names one span of the trace: `page`, 7. */
  span(traceId: string, ...what: (string | number)[]): string;
  /** The same answer on every node. */
  isSampled(traceId: string): boolean;
};

/**
 * @param key of the installation, so that two of them never share a trace
 * @param ratio of the traces that are kept, from 0 to 1
 */
export function createTraceIds(key: string, ratio: number): TraceIds {
  const digits = (text: string, count: number) =>
    createHmac('sha256', key).update(`trace ${text}`).digest('hex').slice(0, count);
  return {
    ofAlert: (alertId) => digits(`alert ${alertId}`, 32),
    span: (traceId, ...what) => digits(`${traceId} ${what.join(' ')}`, 16),
    isSampled: (traceId) => ratio >= 1 || Number.parseInt(traceId.slice(-13), 16) / 16 ** 13 < ratio,
  };
}

/** For a span that nothing else refers to. */
export const anySpanId = (): string => randomBytes(8).toString('hex');

/** The span that a header `traceparent` (W3C Trace Context) names; null for none, and for anything odd. */
export function readTraceparent(header: string | string[] | undefined): SpanPlace | null {
  if (typeof header !== 'string') return null;
  const [, version, traceId, spanId, more] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(header) ?? [];
  if (!traceId || !spanId || version === 'ff' || (version === '00' && more !== undefined)) return null;
  return /^0+$/.test(traceId) || /^0+$/.test(spanId) ? null : { traceId, spanId };
}
