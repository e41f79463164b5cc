/** Makes input for any schema of the contract, with a text of ours wherever a text may stand. */
import { z } from 'zod';

type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minItems?: number;
  maxLength?: number;
  minimum?: number;
  format?: string;
  pattern?: string;
};

/**
 * @param longest characters that may stand there
 * @param isFree whether any characters may, not only those of a pattern
 * @returns null for: something plain, please
 */
export type Write = (longest: number, isFree: boolean) => string | null;

/** Longer than any text of the contract that has an end. */
const withoutEnd = 200_000;

const ofFormat: Record<string, string> = {
  'date-time': '2027-05-01T10:00:00Z',
  date: '2027-05-01',
  email: 'somebody@example.org',
  uri: 'https://example.org/',
  uuid: '7f8f3a50-5a0e-4b43-9a0e-000000000001',
};

/** Every field is filled, also the optional ones. What the schema refuses in spite of that is left plain, or out. */
export function sampleOf(schema: z.ZodType, write: Write): unknown {
  const root = described(schema);
  let plain = new Set<string>();
  let omitted = new Set<string>();
  for (let round = 0; ; round += 1) {
    const value = make(root, root, '', { write, plain, omitted });
    const result = schema.safeParse(value);
    if (result.success || round === 6) return value;
    const places = result.error.issues.map(({ path }) => path.map(String).join('.'));
    omitted = new Set([...omitted, ...places.filter((place) => plain.has(place))]);
    plain = new Set([...plain, ...places]);
  }
}

const descriptions = new WeakMap<z.ZodType, Schema>();

/** Each schema is described once, however many samples of it are made. */
function described(schema: z.ZodType): Schema {
  const known = descriptions.get(schema);
  if (known) return known;
  const description = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  descriptions.set(schema, description);
  return description;
}

type How = { write: Write; plain: ReadonlySet<string>; omitted: ReadonlySet<string> };

function make(root: Schema, schema: Schema, place: string, how: How): unknown {
  if (how.omitted.has(place) && place !== '') return undefined;
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target ? make(root, target, place, how) : undefined;
  }
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return make(root, choices.find(({ type }) => type !== 'null') ?? {}, place, how);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  const below = (name: string | number) => (place === '' ? String(name) : `${place}.${name}`);
  switch (type) {
    case 'object': {
      const known = Object.entries(schema.properties ?? {});
      const filled = Object.fromEntries(known.map(([name, part]) => [name, make(root, part, below(name), how)]));
      const more = schema.additionalProperties;
      if (typeof more !== 'object' || known.length > 0) return filled;
      return { [how.write(50, true) ?? 'name']: make(root, more, below('name'), how) };
    }
    case 'array': {
      const count = Math.max(1, schema.minItems ?? 0);
      return Array.from({ length: count }, (_, index) => make(root, schema.items ?? {}, below(index), how));
    }
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return false;
    default:
      return textOf(schema, how.plain.has(place) ? () => null : how.write);
  }
}

function textOf({ format, pattern, maxLength }: Schema, write: Write): string {
  if (format !== undefined && ofFormat[format] !== undefined) return ofFormat[format];
  const ours = write(Math.min(maxLength ?? withoutEnd, withoutEnd), pattern === undefined);
  if (ours !== null && (pattern === undefined || new RegExp(pattern, 'u').test(ours))) return ours;
  return 'abc-1';
}
