/**
 * Every error the API can answer with: a stable code, its HTTP status and a title for people.
 * Sent as RFC 9457 problem details. Add a code here (alphabetically) before throwing it.
 */
export const errorCatalogue = {
  certificate_required: { status: 409, title: 'A certificate is missing' },
  code_not_valid: { status: 400, title: 'The code is wrong or has expired' },
  confirmation_required: { status: 403, title: 'Confirm your identity' },
  conflict: { status: 409, title: 'This conflicts with something that already exists' },
  forbidden: { status: 403, title: 'You are not allowed to do this' },
  idempotency_key_in_progress: { status: 409, title: 'A request with this Idempotency-Key is still running' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for a different request' },
  internal_error: { status: 500, title: 'Something went wrong on the server' },
  invalid_input: { status: 400, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  link_not_valid: { status: 410, title: 'This link has expired, or was used or replaced' },
  method_not_allowed: { status: 405, title: 'This method is not supported here' },
  not_found: { status: 404, title: 'Not found' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  sign_in_failed: { status: 400, title: 'Sign-in failed; check what you entered' },
  state_conflict: { status: 409, title: 'The current state does not allow this' },
  too_many_requests: { status: 429, title: 'Too many requests, try again later' },
  unauthenticated: { status: 401, title: 'Sign in or send a valid token' },
  unavailable: { status: 503, title: 'Not available right now, try again shortly' },
  unsupported_media_type: { status: 415, title: 'Send the body as application/json' },
  version_mismatch: { status: 412, title: 'Somebody changed this in the meantime' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

export type FieldError = { path: string; message: string };

/** An error with a code of the catalogue; the HTTP layer and the CLI turn it into their own form once. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: FieldError[];
  /** What a caller needs besides, such as the text that stands there now; extension members of RFC 9457. */
  readonly extension: Record<string, unknown>;

  constructor(code: ErrorCode, detail?: string, errors: FieldError[] = [], extension: Record<string, unknown> = {}) {
    super(detail ?? errorCatalogue[code].title);
    this.name = 'Problem';
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.title = errorCatalogue[code].title;
    this.detail = detail;
    this.errors = errors;
    this.extension = extension;
  }
}

/** Makes a `Problem`: `throw problem('not_found', 'No team has the id 7.')`. */
export function problem(
  code: ErrorCode,
  detail?: string,
  errors: FieldError[] = [],
  extension: Record<string, unknown> = {},
): Problem {
  return new Problem(code, detail, errors, extension);
}
