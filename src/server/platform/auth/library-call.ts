/** Calls the server API of the sign-in library: our cookies in, its cookies out, its errors as ours. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, problem } from '../../../contract/errors.ts';
import type { BetterAuth } from './better-auth.ts';
import { addCookies } from './session-cookie.ts';

type Exchange = { request: FastifyRequest; reply: FastifyReply };
type Answer<T> = { headers: Headers; response: T };

/**
 * @param as whether the session of the browser counts; signing in must not see an older one
 * @param refusal what a refusal of the library becomes; its own reasons are not passed on
 */
export type LibraryCall = <T>(
  exchange: Exchange,
  as: 'anonymous' | 'session',
  refusal: ErrorCode,
  run: (auth: BetterAuth, headers: Headers) => Promise<Answer<T>>,
) => Promise<{ response: T; sendCookies: () => void }>;

export function libraryCaller(options: { sessionCookie: string; load: () => Promise<BetterAuth> }): LibraryCall {
  let loading: Promise<BetterAuth> | undefined;
  return async (exchange, as, refusal, run) => {
    // One that could not be loaded, for want of file handles, say, is loaded again by whoever comes next.
    loading ??= options.load().catch((error) => {
      loading = undefined;
      throw error;
    });
    const auth = await loading;
    const headers = headersOf(exchange.request, as === 'session' ? undefined : options.sessionCookie);
    try {
      const answer = await run(auth, headers);
      const cookies = answer.headers.getSetCookie();
      return { response: answer.response, sendCookies: () => addCookies(exchange.reply, cookies) };
    } catch (error) {
      throw asProblem(error, refusal);
    }
  };
}

function headersOf(request: FastifyRequest, withoutCookie: string | undefined): Headers {
  const headers = new Headers();
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  const kept = cookies.filter((part) => withoutCookie === undefined || !part.startsWith(`${withoutCookie}=`));
  headers.set('cookie', kept.join('; '));
  for (const name of ['origin', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

function asProblem(error: unknown, refusal: ErrorCode): unknown {
  if (!(error instanceof Error) || error.name !== 'APIError') return error;
  const { statusCode, body } = error as Error & { statusCode?: number; body?: { code?: string } };
  if (body?.code === 'SESSION_NOT_FRESH')
    return problem('state_conflict', 'You signed in more than a day ago; sign in again for this.');
  if (body?.code === 'TOTP_ALREADY_ENABLED')
    return problem('state_conflict', 'An authenticator app is already in use.');
  if (body?.code === 'ACCOUNT_TEMPORARILY_LOCKED') return problem('too_many_requests');
  // The library calls an answer that does not fit the challenge a fault of its own.
  const isRefusal = (statusCode ?? 500) < 500 || body?.code === 'FAILED_TO_VERIFY_REGISTRATION';
  return isRefusal ? problem(refusal) : error;
}
