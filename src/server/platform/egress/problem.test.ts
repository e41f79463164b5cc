import { expect, test } from 'vitest';
import { EgressProblem, toEgressProblem } from './problem.ts';

const withCode = (code: string) => Object.assign(new Error('reply text of the other side'), { code });

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', true],
  ['CERT_HAS_EXPIRED', 'tls', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', true],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', true],
  ['ECONNREFUSED', 'refused', true],
  ['ENETUNREACH', 'refused', true],
  ['EAI_AGAIN', 'dns', true],
  ['ECONNRESET', 'reset', true],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
  ['UND_ERR_HEADERS_OVERFLOW', 'too_large', false],
  ['UND_ERR_INVALID_ARG', 'bad_request', false],
  ['SOMETHING_NEW', 'reset', true],
])('%s is the problem %s', (code, expected, retryable) => {
  const problem = toEgressProblem(withCode(code));
  expect(problem).toMatchObject({ code: expected, retryable });
  expect(problem.message).not.toContain('reply text');
});

test('of several attempts the one that says something decides, and causes are looked into', () => {
  const attempts = new AggregateError([withCode('ENETUNREACH'), withCode('ETIMEDOUT')]);
  expect(toEgressProblem(attempts).code).toBe('refused');
  expect(toEgressProblem(new TypeError('fetch failed', { cause: withCode('ENOTFOUND') })).code).toBe('dns');
  const denied = new EgressProblem('egress_denied', 'x');
  expect(toEgressProblem(new Error('wrapped', { cause: denied }))).toBe(denied);
  expect(toEgressProblem('a thrown string').code).toBe('reset');
});
