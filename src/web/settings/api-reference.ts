/** What the reference page says about an endpoint, worked out from the contract. Pure. */

import type { Endpoint } from '../../contract/endpoint.ts';
import { collectComponents, type JsonSchema } from '../../contract/json-schema.ts';

export type Parameter = {
  name: string;
  place: 'path' | 'query' | 'body';
  type: string;
  isRequired: boolean;
  description: string;
};

/** The endpoints in sections, by tag and then by path. */
export function byTag(endpoints: readonly Endpoint[]): [string, Endpoint[]][] {
  const tags = [...new Set(endpoints.map(({ tag }) => tag))].sort();
  return tags.map((tag) => [
    tag,
    endpoints.filter((each) => each.tag === tag).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  ]);
}

/** Everything that is sent with a call; nested objects of the body stay one parameter with their type in words. */
export function parametersOf({ params, query, body }: Endpoint): Parameter[] {
  const components = collectComponents();
  const places = { path: params, query, body } as const;
  return (['path', 'query', 'body'] as const).flatMap((place) => {
    const schema = places[place];
    if (!schema) return [];
    const given = resolve(components.schemaOf(schema, 'input'), components.all());
    const required = new Set((given.required as string[] | undefined) ?? []);
    return Object.entries((given.properties as Record<string, JsonSchema> | undefined) ?? {}).map(
      ([name, property]) => ({
        name,
        place,
        type: typeText(property),
        isRequired: required.has(name),
        description: [property.description, defaultText(property)].filter(Boolean).join(' '),
      }),
    );
  });
}

/** A call to copy: with the token of the reader and a body that holds what is required. */
export function curlOf(endpoint: Endpoint, origin: string): string {
  const lines = ['curl'];
  if (endpoint.method !== 'GET') lines.push(`-X ${endpoint.method}`);
  if (endpoint.permission !== 'public') lines.push(`-H "Authorization: Bearer $EVENKEEL_TOKEN"`);
  if (endpoint.body) {
    const components = collectComponents();
    const schema = components.schemaOf(endpoint.body, 'input');
    const body = JSON.stringify(example(schema, components.all(), 0));
    lines.push(`-H 'Content-Type: application/json'`, `-d '${body}'`);
  }
  lines.push(`${origin}${endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')}`);
  return lines.join(' \\\n  ');
}

function resolve(schema: JsonSchema, components: Record<string, JsonSchema>): JsonSchema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1)! : '';
  return components[name] ?? schema;
}

function typeText(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string')
    return schema.$ref
      .split('/')
      .at(-1)!
      .replace(/Input$/, '');
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (choices) return [...new Set(choices.map(typeText))].join(' | ');
  if (schema.type === 'array') return `list of ${typeText((schema.items as JsonSchema | undefined) ?? {})}`;
  if (typeof schema.format === 'string') return schema.format;
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function defaultText({ default: value }: JsonSchema): string {
  return value === undefined ? '' : `Default: ${JSON.stringify(value)}.`;
}

function example(schema: JsonSchema, components: Record<string, JsonSchema>, depth: number): unknown {
  const known = resolve(schema, components);
  if (known.default !== undefined) return known.default;
  if (known.const !== undefined) return known.const;
  if (Array.isArray(known.enum)) return known.enum[0];
  const choices = (known.anyOf ?? known.oneOf) as JsonSchema[] | undefined;
  if (choices?.[0]) return example(choices[0], components, depth);
  if (known.type === 'object' && depth < 4) {
    const required = (known.required as string[] | undefined) ?? [];
    const properties = (known.properties as Record<string, JsonSchema> | undefined) ?? {};
    return Object.fromEntries(
      required.flatMap((name) => (properties[name] ? [[name, example(properties[name], components, depth + 1)]] : [])),
    );
  }
  if (known.type === 'array')
    return known.items && known.minItems ? [example(known.items as JsonSchema, components, depth + 1)] : [];
  if (known.type === 'integer' || known.type === 'number') return 1;
  if (known.type === 'boolean') return true;
  if (known.format === 'date-time') return '2026-01-31T09:00:00Z';
  if (known.format === 'date') return '2026-01-31';
  if (known.format === 'email') return 'ada@example.org';
  return known.type === 'string' ? 'text' : {};
}
