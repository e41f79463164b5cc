/** Spans in the words of OTLP, as JSON: ids in hexadecimal, 64-bit numbers as text, kinds and states as numbers. */
import type { Attributes, Span } from './span.ts';

export const kindNumbers = { internal: 1, server: 2, client: 3 } as const;
export const statusError = 2;

export function toOtlpJson(
  resource: Attributes,
  scope: { name: string; version: string },
  spans: readonly Span[],
): string {
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
    kind: kindNumbers[kind],
    startTimeUnixNano: String(nanoseconds(startMs)),
    endTimeUnixNano: String(nanoseconds(Math.max(startMs, endMs))),
    attributes: attributesOf(attributes),
    ...(links.length > 0 && { links }),
    ...(isError && { status: { code: statusError } }),
  };
}

/** Exact to the microsecond, which is what a number of milliseconds since 1970 can hold. */
export const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1_000)) * 1_000n;

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

/** How many spans an answer says were refused; 0 for one that cannot be read. */
export function refusedInJson(answer: Buffer): number {
  try {
    const said = JSON.parse(answer.toString()) as { partialSuccess?: { rejectedSpans?: number | string } } | null;
    const refused = Number(said?.partialSuccess?.rejectedSpans ?? 0);
    return Number.isSafeInteger(refused) && refused > 0 ? refused : 0;
  } catch {
    return 0;
  }
}
