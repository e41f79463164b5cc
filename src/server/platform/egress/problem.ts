/** The ways a request to the outside can fail, in words that a delivery log and a settings form can show. */

/**
 * - `egress_denied` the address or URL is not allowed to be reached from here
 * - `bad_request` the request itself cannot be sent (a header with a line break, an unknown method)
 * - `dns` the name does not resolve · `refused` nobody listens, or no way there · `reset` the connection broke
 * - `timeout` the total time ran out · `tls` no trusted encrypted connection · `too_large` the reply exceeds its cap
 * - `protocol` the reply is not HTTP · `aborted` the caller gave up
 */
export type EgressProblemCode =
  | 'aborted'
  | 'bad_request'
  | 'dns'
  | 'egress_denied'
  | 'protocol'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'tls'
  | 'too_large';

/** Thrown by egress, and nothing else is. Carries no byte of what the other side replied. */
export class EgressProblem extends Error {
  readonly code: EgressProblemCode;
  /** Whether the same request may succeed later without anyone changing its settings. */
  readonly retryable: boolean;
  /** The request was written, so the receiver may have it although no reply came. */
  readonly mayHaveArrived: boolean;

  constructor(code: EgressProblemCode, detail: string, { mayHaveArrived = false } = {}) {
    super(detail);
    this.name = 'EgressProblem';
    this.code = code;
    this.mayHaveArrived = mayHaveArrived;
    this.retryable = !['bad_request', 'egress_denied', 'too_large'].includes(code);
  }
}

const codes: Record<string, EgressProblemCode> = {
  EAI_AGAIN: 'dns',
  ENOTFOUND: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  EACCES: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CLOSED: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  UND_ERR_INVALID_ARG: 'bad_request',
  UND_ERR_NOT_SUPPORTED: 'bad_request',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'bad_request',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
  ERR_INVALID_URL: 'bad_request',
  EPROTO: 'tls',
};

/** Any error of the HTTP client, resolver or socket as an `EgressProblem`. */
export function toEgressProblem(error: unknown): EgressProblem {
  if (error instanceof EgressProblem) return error;
  // With several addresses Node reports one error per attempt; the first that says something decides.
  const errors = error instanceof AggregateError ? [...error.errors, error] : [error];
  for (const each of errors) {
    if (each instanceof EgressProblem) return each;
    const code = String((each as NodeJS.ErrnoException)?.code ?? '');
    const isGarbled = (each as Error)?.name === 'HTTPParserError';
    const known = codes[code] ?? (isGarbled ? 'protocol' : isTlsCode(code) ? 'tls' : undefined);
    if (known) return new EgressProblem(known, `${known} (${code})`);
  }
  const cause = (error as { cause?: unknown })?.cause;
  return cause ? toEgressProblem(cause) : new EgressProblem('reset', 'the connection failed');
}

function isTlsCode(code: string): boolean {
  return /^ERR_(TLS|SSL)_|CERT|SIGNATURE|^ERR_OSSL/.test(code);
}
