import type { CallOf, Endpoint, OutputOf } from '../contract/endpoint.ts';

export type FieldError = { path: string; message: string };

/** A refusal or failure as the server sent it (RFC 9457), or `network` when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: FieldError[];
  readonly requestId: string | undefined;
  /** All members of the answer; some problems have further ones, such as `current` and `yours` after an edit of somebody else. */
  readonly extension: Record<string, unknown>;

  constructor(fields: {
    status: number;
    code: string;
    title: string;
    detail?: string;
    errors?: FieldError[];
    requestId?: string;
    extension?: Record<string, unknown>;
  }) {
    super(fields.detail ?? fields.title);
    this.name = 'ApiProblem';
    this.status = fields.status;
    this.code = fields.code;
    this.title = fields.title;
    this.detail = fields.detail;
    this.errors = fields.errors ?? [];
    this.requestId = fields.requestId;
    this.extension = fields.extension ?? {};
  }
}

export type ClientOptions = {
  /** Where the server is, without a trailing slash; empty for the page's own origin. */
  baseUrl: string;
  token?: string;
  fetch?: typeof fetch;
};

export type CallOptions = { ifMatch?: number; idempotencyKey?: string; signal?: AbortSignal };

export type Client = {
  call<E extends Endpoint>(endpoint: E, input: CallOf<E>, options?: CallOptions): Promise<OutputOf<E>>;
};

type LooseInput = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** A typed client over the contract. Throws `ApiProblem` for every answer that is not a success. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  return {
    async call(endpoint, input, callOptions = {}) {
      const { params, query, body } = input as LooseInput;
      const headers: Record<string, string> = { accept: 'application/json' };
      if (options.token) headers.authorization = `Bearer ${options.token}`;
      if (body !== undefined) headers['content-type'] = 'application/json';
      if (callOptions.ifMatch !== undefined) headers['if-match'] = `"${callOptions.ifMatch}"`;
      if (callOptions.idempotencyKey) headers['idempotency-key'] = callOptions.idempotencyKey;
      const url = options.baseUrl + fillPath(endpoint.path, params ?? {}) + queryText(query ?? {});
      let response: Response;
      try {
        response = await send(url, {
          method: endpoint.method,
          headers,
          body: body === undefined ? undefined : JSON.stringify(body),
          signal: callOptions.signal ?? null,
        } as RequestInit);
      } catch (error) {
        throw new ApiProblem({
          status: 0,
          code: 'network',
          title: 'The server cannot be reached',
          detail: `${options.baseUrl || 'The server'} does not answer: ${reasonOf(error)}`,
        });
      }
      if (!response.ok) throw await readProblem(response);
      if (response.status === 204) return undefined as never;
      const type = response.headers.get('content-type') ?? '';
      if (/^(image\/|application\/(zip|vnd\.openxmlformats))/.test(type))
        return new Uint8Array(await response.arrayBuffer()) as never;
      if (!type.includes('json')) return (await response.text()) as never;
      return (await response.json().catch(() => {
        throw new ApiProblem({
          status: 0,
          code: 'network',
          title: 'The answer cannot be read',
          detail: `${options.baseUrl || 'The server'} sent something that is no whole answer.`,
        });
      })) as never;
    },
  };
}

/** What `fetch` says is only that it failed; the reason is the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as { code?: string }).code) : message;
}

function fillPath(path: string, params: Record<string, unknown>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function queryText(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const part of Array.isArray(value) ? value : [value]) search.append(name, String(part));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const fallback = { status: response.status, code: 'unknown', title: `The server answered ${response.status}` };
  const body = await response.json().catch(() => fallback);
  const fields: Record<string, unknown> = { ...(typeof body === 'object' ? body : null) };
  return new ApiProblem({ ...fallback, ...fields, extension: fields });
}
