/** The OpenAPI 3.1 document of the whole API, made from the endpoints and nothing else. */
import { type Endpoint, takesIfMatch } from './endpoint.ts';
import { type ErrorCode, errorCatalogue } from './errors.ts';
import { type Components, collectComponents, type JsonSchema } from './json-schema.ts';

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, JsonSchema>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, JsonSchema>;
    securitySchemes: Record<string, JsonSchema>;
  };
};

const introduction = `Everything the web app and the command line can do, they do through this API.

Lists are paged: pass the \`nextCursor\` of an answer as \`cursor\` until it is null. A resource with a \`version\` sends it
as \`ETag\`; send it back as \`If-Match\` and a change made meanwhile by somebody else is answered with 412 instead of
overwritten. A POST may carry an \`Idempotency-Key\`: sent again with the same key it answers as before and does nothing.
Errors are problem details (RFC 9457) with a stable \`code\`. Answers may gain fields at any time.`;

/** @param serverUrl where the API is reached, without a trailing slash; empty for the place the document came from. */
export function openApiDocument(endpoints: Endpoint[], version: string, serverUrl = ''): OpenApiDocument {
  const components = collectComponents();
  const paths: OpenApiDocument['paths'] = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][endpoint.method.toLowerCase()] = operation(endpoint, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Evenkeel',
      version,
      description: introduction,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl === '' ? '/' : serverUrl }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...components.all(), Problem: problemSchema },
      responses: problemResponses(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, made under "me" and shown once.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'evenkeel.session_token',
          description: 'The session of a browser that has signed in; `__Host-` stands in front of the name over HTTPS.',
        },
      },
    },
  };
}

function operation(endpoint: Endpoint, components: Components): JsonSchema {
  const parameters = [
    ...parametersOf(endpoint, 'path', components),
    ...parametersOf(endpoint, 'query', components),
    ...headersOf(endpoint),
  ];
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: permissionText(endpoint),
    tags: [endpoint.tag],
    'x-permission': endpoint.permission,
    security: securityOf(endpoint),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: components.schemaOf(endpoint.body, 'input') } },
          },
        }
      : {}),
    responses: { [String(endpoint.status ?? 200)]: success(endpoint, components), ...problemsOf(endpoint) },
  };
}

function permissionText({ permission }: Endpoint): string {
  if (permission === 'public') return 'Needs no permission.';
  if (permission === 'signed-in') return 'Needs a person: a session, or a token of that person.';
  if (permission === 'session') return 'Needs a person who has signed in; tokens are refused.';
  return `Needs the permission \`${permission}\`.`;
}

function securityOf({ permission }: Endpoint): JsonSchema[] {
  if (permission === 'public') return [];
  return permission === 'session' ? [{ session: [] }] : [{ token: [] }, { session: [] }];
}

function parametersOf(endpoint: Endpoint, place: 'path' | 'query', components: Components): JsonSchema[] {
  const schema = place === 'path' ? endpoint.params : endpoint.query;
  if (!schema) return [];
  const { properties = {}, required = [] } = components.schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...content }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: content,
  }));
}

function headersOf(endpoint: Endpoint): JsonSchema[] {
  const headers: JsonSchema[] = [];
  if (endpoint.method === 'POST' && endpoint.permission !== 'public')
    headers.push({ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 200 } });
  if (takesIfMatch(endpoint))
    headers.push({ name: 'If-Match', in: 'header', description: 'The ETag you have seen', schema: { type: 'string' } });
  return headers;
}

function hasVersion(endpoint: Endpoint, components: Components): boolean {
  if (endpoint.contentType || endpoint.status === 204) return false;
  const schema = components.schemaOf(endpoint.output, 'output');
  const named = typeof schema.$ref === 'string' ? components.all()[schema.$ref.split('/').at(-1)!] : schema;
  return typeof named?.properties === 'object' && named.properties !== null && 'version' in named.properties;
}

function success(endpoint: Endpoint, components: Components): JsonSchema {
  const status = endpoint.status ?? 200;
  if (status === 204) return { description: 'Done' };
  if (status >= 300 && status < 400)
    return { description: 'Go there', headers: { Location: { schema: { type: 'string' } } } };
  if (endpoint.contentType) {
    const [type = ''] = endpoint.contentType.split(';');
    const isJson = type.endsWith('json');
    return { description: 'Done', content: { [type]: { schema: isJson ? { type: 'object' } : { type: 'string' } } } };
  }
  return {
    description: status === 201 ? 'Created' : 'Done',
    ...(hasVersion(endpoint, components) ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
    content: { 'application/json': { schema: components.schemaOf(endpoint.output, 'output') } },
  };
}

/** Which refusals an endpoint can answer with follows from its shape. */
function problemsOf(endpoint: Endpoint): Record<string, JsonSchema> {
  const isWrite = endpoint.method !== 'GET';
  const statuses = [
    ...(endpoint.query || endpoint.body ? [400] : []),
    ...(endpoint.permission === 'public' ? [] : [401, 403]),
    ...(endpoint.params ? [404] : []),
    ...(isWrite ? [409] : []),
    ...(endpoint.method === 'PUT' || endpoint.method === 'PATCH' ? [412] : []),
    ...(endpoint.body ? [413, 415] : []),
    ...(endpoint.method === 'POST' ? [422] : []),
    429,
    500,
    503,
  ];
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: `#/components/responses/Problem${status}` }]),
  );
}

function codesByStatus(): Map<number, ErrorCode[]> {
  const codes = new Map<number, ErrorCode[]>();
  for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
    const { status } = errorCatalogue[code];
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  return codes;
}

function problemResponses(): Record<string, JsonSchema> {
  const responses: Record<string, JsonSchema> = {};
  for (const [status, codes] of [...codesByStatus()].sort(([a], [b]) => a - b)) {
    responses[`Problem${status}`] = {
      description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].title}.`).join('\n\n'),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
          },
        },
      },
    };
  }
  return responses;
}

const problemSchema: JsonSchema = {
  description: 'Problem details (RFC 9457).',
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string', description: '`urn:evenkeel:problem:` and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorCatalogue) },
    detail: { type: 'string', description: 'What is wrong in this case, for people' },
    errors: {
      type: 'array',
      description: 'The fields that are wrong, when the request was not valid',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string', description: 'Stands in the log of the server too' },
  },
};
