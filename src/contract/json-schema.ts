/** Turns contract schemas into JSON Schema, collecting the named ones as shared components. */
import { z } from 'zod';

export type JsonSchema = { [key: string]: unknown };

export type Components = {
  /** The schema of a value as it is sent (`input`) or answered (`output`), with references to the components. */
  schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema;
  /** All components met so far, by name. */
  all(): Record<string, JsonSchema>;
};

/**
 * Named schemas (`.meta({ id })`) become components under their id. Where what is sent differs from what is
 * answered, what is sent is the component `<id>Input`.
 */
export function collectComponents(): Components {
  const found: Record<string, JsonSchema> = {};
  return {
    schemaOf(schema, io) {
      const { $defs = {}, $schema: _dialect, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
      const names = new Map<string, string>();
      for (const name of Object.keys($defs)) names.set(name, io === 'output' ? name : `${name}Input`);
      const definitions = Object.entries($defs).map(
        ([name, definition]) => [names.get(name)!, tidy(definition, names, io) as JsonSchema] as const,
      );
      for (const [name, definition] of definitions) {
        const { id: _name, ...content } = definition;
        if (found[name] && JSON.stringify(found[name]) !== JSON.stringify(content))
          throw new Error(`Two different schemas have the id ${name}.`);
        found[name] = content;
      }
      return tidy(root, names, io) as JsonSchema;
    },
    all: () => Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Points references at the components; leaves answers open for fields of later versions. */
function tidy(value: unknown, names: Map<string, string>, io: 'input' | 'output'): unknown {
  if (Array.isArray(value)) return value.map((item) => tidy(item, names, io));
  if (typeof value !== 'object' || value === null) return value;
  const result: JsonSchema = {};
  for (const [key, part] of Object.entries(value)) {
    if (key === '$ref') result.$ref = `#/components/schemas/${names.get(String(part).replace('#/$defs/', ''))}`;
    else if (key === 'additionalProperties' && part === false && io === 'output') continue;
    else result[key] = tidy(part, names, io);
  }
  return result;
}
