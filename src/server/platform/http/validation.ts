import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import { withoutLimits } from '../../../contract/relaxed.ts';

/** Checks path, query and body against the contract; every fault is named with its place. */
export function validateInput(endpoint: Endpoint, request: FastifyRequest) {
  const errors: FieldError[] = [];
  const check = (schema: z.ZodType | undefined, value: unknown, place: string) => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues.slice(0, 20)) {
      errors.push({ path: [place, ...issue.path.map(String)].join('.'), message: issue.message });
    }
    return undefined;
  };
  const input = {
    params: check(endpoint.params, request.params, 'path'),
    query: check(endpoint.query, request.query, 'query'),
    body: check(endpoint.body, request.body, 'body'),
  };
  // An id that cannot exist is a thing that is not there, for reads and writes alike.
  if (errors.length > 0 && errors.every((error) => error.path.startsWith('path.'))) throw problem('not_found');
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
  return input;
}

/**
 * The response as the contract promises it; a handler that breaks the promise is our fault, not the caller's. What was
 * stored before there was a rule for it is shown as it is.
 */
export function validateOutput(endpoint: Endpoint, output: unknown): unknown {
  if (endpoint.contentType) return output;
  const result = withoutLimits(endpoint.output).safeParse(output);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The answer of ${endpoint.name} breaks its contract. ${issues.join('; ')}`);
}
