/** Reads Protocol Buffers by the definition of OTLP, into what its JSON encoding would say. */

type Field = { name: string; type: 'text' | 'hex' | 'int' | 'long' | 'bool' | 'double' | Message; isList?: boolean };
type Message = { [number: number]: Field };

const anyValue: Message = {
  1: { name: 'stringValue', type: 'text' },
  2: { name: 'boolValue', type: 'bool' },
  3: { name: 'intValue', type: 'long' },
  4: { name: 'doubleValue', type: 'double' },
};
const attribute: Message = { 1: { name: 'key', type: 'text' }, 2: { name: 'value', type: anyValue } };
const place: Message = { 1: { name: 'traceId', type: 'hex' }, 2: { name: 'spanId', type: 'hex' } };
const span: Message = {
  ...place,
  4: { name: 'parentSpanId', type: 'hex' },
  5: { name: 'name', type: 'text' },
  6: { name: 'kind', type: 'int' },
  7: { name: 'startTimeUnixNano', type: 'long' },
  8: { name: 'endTimeUnixNano', type: 'long' },
  9: { name: 'attributes', type: attribute, isList: true },
  13: { name: 'links', type: place, isList: true },
  15: { name: 'status', type: { 3: { name: 'code', type: 'int' } } },
};
const scopeSpans: Message = {
  1: { name: 'scope', type: { 1: { name: 'name', type: 'text' }, 2: { name: 'version', type: 'text' } } },
  2: { name: 'spans', type: span, isList: true },
};
const resourceSpans: Message = {
  1: { name: 'resource', type: { 1: { name: 'attributes', type: attribute, isList: true } } },
  2: { name: 'scopeSpans', type: scopeSpans, isList: true },
};
const exportRequest: Message = { 1: { name: 'resourceSpans', type: resourceSpans, isList: true } };

export const readExportRequest = (body: Buffer): unknown => readMessage(body, exportRequest);

function readMessage(body: Buffer, fields: Message): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { name, isList } of Object.values(fields)) if (isList) found[name] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = body[at++];
      if (byte === undefined) throw new Error('cut short');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < body.length) {
    const tag = Number(varint());
    const field = fields[tag >> 3];
    if (!field) throw new Error(`no field ${tag >> 3}`);
    const value = readValue(field.type, tag & 7);
    if (field.isList) (found[field.name] as unknown[]).push(value);
    else found[field.name] = value;
  }
  // Without links there is no list of them in JSON.
  if (Array.isArray(found.links) && found.links.length === 0) delete found.links;
  return found;

  function readValue(type: Field['type'], wireType: number): unknown {
    switch (wireType) {
      case 0: {
        const value = varint();
        if (type === 'bool') return value === 1n;
        return type === 'long' ? String(BigInt.asIntN(64, value)) : Number(value);
      }
      case 1: {
        at += 8;
        return type === 'double' ? body.readDoubleLE(at - 8) : String(body.readBigUInt64LE(at - 8));
      }
      case 2: {
        const length = Number(varint());
        const content = body.subarray(at, at + length);
        if (content.length < length) throw new Error('cut short');
        at += length;
        if (typeof type === 'object') return readMessage(content, type);
        return content.toString(type === 'hex' ? 'hex' : 'utf8');
      }
      default:
        throw new Error(`no wire type ${wireType}`);
    }
  }
}
