/** Spans in the words of OTLP, as JSON: ids in hexadecimal, 64-bit numbers as text, kinds and states as numbers. */
import type { Attributes, Span } from './span.ts';

const kinds = { internal: 1, server: 2, client: 3 } as const;
const statusError = 2;

export function toOtlp(resource: Attributes, scope: { name: string; version: string }, spans: readonly Span[]): string {
  return JSON.stringify({
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope, spans: spans.map(spanOf) }] },
    ],
  });
}

function spanOf({ traceId, spanId, parentId, name, kind, startMs, endMs, attributes, links, isError }: Span) {
  return {
    traceId,
    spanId,
    ...(parentId !== null && { parentSpanId: parentId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(Math.max(startMs, endMs)),
    attributes: attributesOf(attributes),
    ...(links.length > 0 && { links }),
    ...(isError && { status: { code: statusError } }),
  };
}

/** Exact to the microsecond, which is what a number of milliseconds since 1970 can hold. */
const nanoseconds = (ms: number) => `${BigInt(Math.round(ms * 1_000)) * 1_000n}`;

function attributesOf(attributes: Attributes) {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: otlpValue(value) }],
  );
}

function otlpValue(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
