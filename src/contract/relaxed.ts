/**
 * Schemas for what was accepted once. When the rule for what may be written becomes stricter, it stays readable: it was
 * not wrong when it was written, and nobody can mend what nobody can read.
 */
import { z } from 'zod';

type Schema = z.core.$ZodType;
type Limits = 'of texts' | 'all';

const made = { 'of texts': new WeakMap<Schema, Schema>(), all: new WeakMap<Schema, Schema>() };

/** The same structure and rules with texts of any kind and length: for what the product acts on. */
export function withAnyTexts<Of extends z.ZodType>(schema: Of): Of {
  return without('of texts', schema) as Of;
}

/** The same structure without any limit or rule: for what is only shown. */
export function withoutLimits<Of extends z.ZodType>(schema: Of): Of {
  return without('all', schema) as Of;
}

function without(limits: Limits, schema: Schema): Schema {
  const known = made[limits].get(schema);
  if (known) return known;
  const relaxed = relax(limits, schema);
  made[limits].set(schema, relaxed);
  return relaxed;
}

function relax(limits: Limits, schema: Schema): Schema {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (each: Schema) => without(limits, each);
  const rules = limits === 'all' ? { checks: [] } : {};
  switch (def.type) {
    case 'string':
      return 'format' in def ? schema : copyOf(schema, { checks: [] });
    case 'array':
      return copyOf(schema, { element: inner(def.element), ...rules });
    case 'object': {
      const shape = Object.fromEntries(Object.entries(def.shape).map(([key, field]) => [key, inner(field)]));
      return copyOf(schema, { shape, ...rules });
    }
    case 'record':
      return copyOf(schema, { valueType: inner(def.valueType), ...rules });
    case 'union':
      return copyOf(schema, { options: def.options.map(inner) });
    case 'nullable':
    case 'optional':
    case 'default':
      return copyOf(schema, { innerType: inner(def.innerType) });
    default:
      return schema;
  }
}

/** Definitions have getters, such as for a fresh default; they stay getters. */
function copyOf(schema: Schema, changes: Record<string, unknown>): Schema {
  const { def } = schema._zod;
  const changed = Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [key, { value, enumerable: true, configurable: true }]),
  );
  const definition = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(def), ...changed });
  return z.core.clone(schema, definition as typeof def);
}
