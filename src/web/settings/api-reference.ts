/** What the reference page says about an endpoint, read from the OpenAPI document of the server. Pure. */
import type { JsonSchema } from '../../contract/json-schema.ts';
import type { OpenApiDocument } from '../../contract/openapi.ts';

export type Parameter = {
  name: string;
  place: 'path' | 'query' | 'body';
  type: string;
  isRequired: boolean;
  description: string;
};

export type Operation = {
  name: string;
  method: string;
  /** With its parameters in braces: `/api/v1/teams/{id}`. */
  path: string;
  permission: string;
  summary: string;
  tag: string;
  status: string;
  /** What an answer that is not JSON comes as. */
  contentType: string | null;
  parameters: Parameter[];
  /** A body that holds what is required; null where none is sent. */
  example: unknown;
};

type Written = {
  operationId: string;
  summary: string;
  tags: string[];
  'x-permission': string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
  responses: Record<string, { content?: Record<string, unknown> }>;
};

export function operationsOf({ paths, components: { schemas } }: Pick<OpenApiDocument, 'paths' | 'components'>) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]) => operationOf(method, path, written as Written, schemas)),
  );
}

function operationOf(method: string, path: string, written: Written, schemas: Record<string, JsonSchema>): Operation {
  const [status = '200'] = Object.keys(written.responses).filter((code) => code < '400');
  const contentTypes = Object.keys(written.responses[status]?.content ?? {});
  const body = written.requestBody?.content['application/json'].schema;
  return {
    name: written.operationId,
    method: method.toUpperCase(),
    path,
    permission: written['x-permission'],
    summary: written.summary,
    tag: written.tags[0] ?? '',
    status,
    contentType: contentTypes.find((type) => type !== 'application/json') ?? null,
    parameters: parametersOf(written, body && resolve(body, schemas)),
    example: body ? example(body, schemas, 0) : null,
  };
}

/** Everything that is sent with a call; nested objects of the body stay one parameter with their type in words. */
function parametersOf({ parameters = [] }: Written, body: JsonSchema = {}): Parameter[] {
  const required = new Set((body.required as string[] | undefined) ?? []);
  return [
    ...parameters
      .filter((each) => each.in !== 'header')
      .map(({ name, in: place, required: isRequired = false, description, schema }) =>
        parameterOf(name, place as 'path' | 'query', isRequired, { description, ...schema }),
      ),
    ...Object.entries((body.properties as Record<string, JsonSchema> | undefined) ?? {}).map(([name, property]) =>
      parameterOf(name, 'body', required.has(name), property),
    ),
  ];
}

function parameterOf(name: string, place: Parameter['place'], isRequired: boolean, schema: JsonSchema): Parameter {
  const description = [schema.description, defaultText(schema)].filter(Boolean).join(' ');
  return { name, place, type: typeText(schema), isRequired, description };
}

/** The operations in sections, by tag and then by path. */
export function byTag(operations: readonly Operation[]): [string, Operation[]][] {
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  return tags.map((tag) => [
    tag,
    operations.filter((each) => each.tag === tag).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  ]);
}

/** A call to copy: with the token of the reader and a body that holds what is required. */
export function curlOf({ method, path, permission, example }: Operation, origin: string): string {
  const lines = ['curl'];
  if (method !== 'GET') lines.push(`-X ${method}`);
  if (permission !== 'public') lines.push(`-H "Authorization: Bearer $EVENKEEL_TOKEN"`);
  if (example !== null) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example)}'`);
  lines.push(`${origin}${path}`);
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
