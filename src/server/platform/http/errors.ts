import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problem } from '../../../contract/errors.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import { SecretProblem } from '../secret-problem.ts';

/** Sends any error as RFC 9457 problem details; what we did not foresee is logged whole and told as little. */
export function sendProblem(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const known = asProblem(error, request.body);
  const isGone = request.raw.destroyed && !request.raw.complete;
  if (known.status >= 500 && !isGone) {
    const { code, detail } = known;
    if (error instanceof Problem) request.log.warn({ code, detail, requestId: request.id }, 'request refused');
    else request.log.error({ err: error, requestId: request.id }, 'request failed');
  }
  if (known.status === 401) reply.header('www-authenticate', 'Bearer');
  if (known.status === 429 || known.status === 503) reply.header('retry-after', '5');
  return reply
    .status(known.status)
    .header('content-type', 'application/problem+json')
    .send(
      JSON.stringify({
        ...known.extension,
        type: `urn:evenkeel:problem:${known.code}`,
        title: known.title,
        status: known.status,
        code: known.code,
        detail: known.detail,
        errors: known.errors.length > 0 ? known.errors : undefined,
        requestId: request.id,
      }),
    );
}

/** What the error is in the words of the catalogue; what nobody foresaw is an `internal_error`. */
export function asProblem(error: Error, body: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof SecretProblem)
    return problem('unavailable', 'The secret key of this installation is not there; see `evenkeel doctor`.');
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('payload_too_large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported_media_type');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('invalid_input', 'Content-Length does not match the body.');
    // PostgreSQL: unique_violation, foreign_key_violation
    case '23505':
      return takenProblem(error, body);
    case '23503':
      return problem('conflict', 'Something else still refers to this, or it refers to something that does not exist.');
    // A value that the column cannot hold: a NUL in a text, text for a number in a cursor, a date before the calendar.
    case '22007':
    case '22009':
    case '22021':
    case '22P02':
    case '22003':
    case '22008':
      return problem('invalid_input', 'A value is out of range.');
    // query_canceled, lock_not_available, idle_in_transaction_session_timeout, serialization_failure, deadlock_detected
    case '57014':
    case '55P03':
    case '25P03':
    case '40001':
    case '40P01':
      return problem('unavailable', 'The database did not respond in time.');
  }
  if (isDatabaseAway(error)) return problem('unavailable', 'The database did not respond in time.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return problem('invalid_input', error.message);
  return problem('internal_error');
}

/** What is taken already, at the field that says so; PostgreSQL names the columns, whatever the rule. */
export function takenProblem(error: Error, body?: unknown): Problem {
  const { detail = '', table = '' } = error as { detail?: string; table?: string };
  const fields = fieldsOf(/^Key \((.*)\)=\(/s.exec(detail)?.[1] ?? '');
  const given = fields.filter((field) => typeof body === 'object' && body !== null && field in body);
  // Without one that the caller wrote, the rule is about where it stands: one of a kind for its parent.
  const named = given.length > 0 ? given : fields.filter((field) => !field.endsWith('Id'));
  const thing =
    table === 'people' ? 'person' : table.replace(/_/g, ' ').replace(/ies$/, 'y').replace(/s$/, '') || 'thing';
  const message = `Another ${thing} already has this.`;
  return problem(
    'conflict',
    named.length > 0
      ? `Another ${thing} already has this ${named.map(wordsOf).join(' and ')}.`
      : `This ${thing} already exists.`,
    named.map((field) => ({ path: `body.${field}`, message })),
  );
}

/** `slug`, `lower(email)`, `key_hash` as the fields that callers write: `slug`, `email`, `key`. */
function fieldsOf(columns: string): string[] {
  const names = columns.split(', ').map((column) => /^(?:\w+\()*"?(\w+)/.exec(column)?.[1] ?? '');
  return names
    .filter((name) => name !== '' && name !== 'true')
    .map((name) =>
      name.replace(/_(?:hash|sealed)$/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
}

const wordsOf = (field: string) =>
  field === 'email' ? 'e-mail address' : field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
