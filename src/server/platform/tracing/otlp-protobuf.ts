/** Spans in the words of OTLP, as Protocol Buffers: the numbers of the fields are those of its definition. */
import { kindNumbers, nanoseconds, statusError } from './otlp.ts';
import type { Attributes, Span, SpanPlace } from './span.ts';

export function toOtlpProtobuf(
  resource: Attributes,
  scope: { name: string; version: string },
  spans: readonly Span[],
): Buffer {
  const ofScope = message(1, text(1, scope.name), text(2, scope.version));
  return message(
    1,
    message(1, ...attributesOf(1, resource)),
    message(2, ofScope, ...spans.map((span) => message(2, ...spanFields(span)))),
  );
}

function spanFields({ traceId, spanId, parentId, name, kind, startMs, endMs, attributes, links, isError }: Span) {
  return [
    ...placeOf({ traceId, spanId }),
    ...(parentId === null ? [] : [bytes(4, Buffer.from(parentId, 'hex'))]),
    text(5, name),
    integer(6, kindNumbers[kind]),
    fixed64(7, nanoseconds(startMs)),
    fixed64(8, nanoseconds(Math.max(startMs, endMs))),
    ...attributesOf(9, attributes),
    ...links.map((link) => message(13, ...placeOf(link))),
    ...(isError ? [message(15, integer(3, statusError))] : []),
  ];
}

const placeOf = ({ traceId, spanId }: SpanPlace) => [
  bytes(1, Buffer.from(traceId, 'hex')),
  bytes(2, Buffer.from(spanId, 'hex')),
];

function attributesOf(field: number, attributes: Attributes): Buffer[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [message(field, text(1, key), message(2, valueField(value)))],
  );
}

function valueField(value: string | number | boolean): Buffer {
  if (typeof value === 'string') return text(1, value);
  if (typeof value === 'boolean') return integer(2, value ? 1 : 0);
  return Number.isInteger(value) ? integer(3, value) : double(4, value);
}

/** How many spans an answer says were refused; 0 for one that cannot be read. */
export function refusedInProtobuf(answer: Buffer): number {
  // `partial_success` is field 1, and in it `rejected_spans` is field 1.
  const outer = answer[0] === 0x0a ? readVarint(answer, 1) : null;
  const inner = outer && answer[outer.end] === 0x08 ? readVarint(answer, outer.end + 1) : null;
  return inner?.value ?? 0;
}

function readVarint(from: Buffer, start: number): { value: number; end: number } | null {
  let value = 0;
  for (let place = 0; place < 7; place += 1) {
    const byte = from[start + place];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 128 ** place;
    if (byte < 0x80) return { value, end: start + place + 1 };
  }
  return null;
}

const bytes = (field: number, content: Uint8Array) => Buffer.concat([tag(field, 2), varint(content.length), content]);
const text = (field: number, content: string) => bytes(field, Buffer.from(content));
const message = (field: number, ...parts: Buffer[]) => bytes(field, Buffer.concat(parts));
const integer = (field: number, value: number) => Buffer.concat([tag(field, 0), varint(value)]);

function fixed64(field: number, value: bigint): Buffer {
  const content = Buffer.alloc(8);
  content.writeBigUInt64LE(value);
  return Buffer.concat([tag(field, 1), content]);
}

function double(field: number, value: number): Buffer {
  const content = Buffer.alloc(8);
  content.writeDoubleLE(value);
  return Buffer.concat([tag(field, 1), content]);
}

const tag = (field: number, wireType: number) => varint(field * 8 + wireType);

function varint(value: number): Buffer {
  const found: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) found.push(Number(rest & 0x7fn) | 0x80);
  found.push(Number(rest));
  return Buffer.from(found);
}
