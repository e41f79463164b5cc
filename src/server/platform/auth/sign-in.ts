/**
 * Signing in, as the rest of the product sees it: passwords, second factors, passkeys and the cookies that follow.
 * Works on users of the sign-in library, known by their id; who such a user is, the directory knows.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import type { Database } from '../db/database.ts';
import type { BetterAuth } from './better-auth.ts';
import { type LibraryCall, libraryCaller } from './library-call.ts';
import { spendCode } from './one-time.ts';
import { cookiePrefixOf, readCookie, sessionCookieName, verifySigned } from './session-cookie.ts';
import * as store from './store.ts';

/** The request that wants to sign in and the reply that takes its cookies. */
export type Exchange = { request: FastifyRequest; reply: FastifyReply };

export type SignInResult =
  /** `token` is that of the session, for noting where it began. */
  { status: 'signed-in'; userId: string; token: string } | { status: 'two-factor-required' };

export type SignInOptions = {
  /** For our own rows. */
  db: Database;
  /** For the library: a pool whose search path is the schema `auth`. */
  signInDb: Database;
  secret: string;
  /** The configured address; decides about `Secure` cookies and the names that passkeys are bound to. */
  publicUrl: string | undefined;
  warn: (message: string) => void;
};

export type SignIn = ReturnType<typeof createSignIn>;

/** A code of an authenticator app counts for its own and the neighbouring half minutes. */
const codeLifeSeconds = 120;

export function createSignIn({ db, signInDb, secret, publicUrl, warn }: SignInOptions) {
  const cookiePrefix = cookiePrefixOf(publicUrl);
  const call: LibraryCall = libraryCaller({
    sessionCookie: sessionCookieName(cookiePrefix),
    load: async (): Promise<BetterAuth> => {
      const { createBetterAuth } = await import('./better-auth.ts');
      return createBetterAuth({ db: signInDb, secret, publicUrl, cookiePrefix, warn });
    },
  });

  function tokenOf(request: FastifyRequest): string | null {
    const value = readCookie(request, sessionCookieName(cookiePrefix));
    return value === undefined ? null : verifySigned(value, secret);
  }

  return {
    cookiePrefix,

    /** The session token of the request's cookie, or null when there is none or it is not ours. */
    sessionToken: tokenOf,

    /**
     * Signs in unless a second factor is needed. `mayEnter` is asked before any cookie is sent.
     * @throws Problem `sign_in_failed`, the same for every reason
     */
    async withPassword(
      exchange: Exchange,
      credentials: { email: string; password: string },
      mayEnter: (userId: string) => Promise<boolean>,
    ): Promise<SignInResult> {
      const answer = await call(exchange, 'anonymous', 'sign_in_failed', (auth, headers) =>
        auth.api.signInEmail({ body: credentials, headers, returnHeaders: true }),
      );
      // With a second factor the library answers something else than its types say.
      if ('twoFactorRedirect' in answer.response) {
        answer.sendCookies();
        return { status: 'two-factor-required' };
      }
      const { token, user } = answer.response;
      return enter(exchange, answer.sendCookies, token, user.id, mayEnter);
    },

    /** @throws Problem `sign_in_failed` for a wrong, spent or late code */
    async withSecondFactor(
      exchange: Exchange,
      code: string,
      mayEnter: (userId: string) => Promise<boolean>,
    ): Promise<SignInResult> {
      const isTotp = /^\d{6}$/.test(code);
      const answer = await call(exchange, 'anonymous', 'sign_in_failed', (auth, headers) =>
        isTotp
          ? auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
          : auth.api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
      );
      const { token, user } = answer.response;
      const isFresh = !isTotp || (await spendCode(db, user.id, code, codeLifeSeconds));
      return enter(exchange, answer.sendCookies, token!, user.id, async (userId) => isFresh && mayEnter(userId));
    },

    /** Signs in a user whom a single sign-on has identified. */
    async asUser(exchange: Exchange, userId: string): Promise<SignInResult> {
      const answer = await call(exchange, 'anonymous', 'sign_in_failed', (auth, headers) =>
        auth.api.startSession({ body: { userId }, headers, returnHeaders: true }),
      );
      return enter(exchange, answer.sendCookies, answer.response.token, userId, async () => true);
    },

    async signOut(exchange: Exchange): Promise<void> {
      const answer = await call(exchange, 'session', 'unauthenticated', (auth, headers) =>
        auth.api.signOut({ headers, returnHeaders: true }),
      );
      answer.sendCookies();
    },

    /**
     * Ends all other sessions and renews this one. @returns the token of the new session
     * @throws Problem `sign_in_failed` for a wrong current password
     */
    async changePassword(exchange: Exchange, currentPassword: string, newPassword: string): Promise<string | null> {
      const answer = await call(exchange, 'session', 'sign_in_failed', (auth, headers) =>
        auth.api.changePassword({
          body: { currentPassword, newPassword, revokeOtherSessions: true },
          headers,
          returnHeaders: true,
        }),
      );
      answer.sendCookies();
      return answer.response.token;
    },

    /** @returns the `otpauth:` address for the app, and codes for the day the app is lost */
    async enrolTwoFactor(exchange: Exchange, password: string): Promise<{ uri: string; backupCodes: string[] }> {
      const { response } = await call(exchange, 'session', 'sign_in_failed', (auth, headers) =>
        auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers, returnHeaders: true }),
      );
      if (response.method !== 'totp') throw problem('internal_error');
      return { uri: response.totpURI, backupCodes: response.backupCodes };
    },

    /** @returns the token of the session, which may be a new one @throws Problem `code_not_valid` */
    async confirmTwoFactor(exchange: Exchange, code: string): Promise<string> {
      const answer = await call(exchange, 'session', 'code_not_valid', (auth, headers) =>
        auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
      );
      const { token, user } = answer.response;
      // The code that proved the app must not open a session as well.
      await spendCode(db, user.id, code, codeLifeSeconds);
      answer.sendCookies();
      return token!;
    },

    async disableTwoFactor(exchange: Exchange, password: string): Promise<void> {
      const answer = await call(exchange, 'session', 'sign_in_failed', (auth, headers) =>
        auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
      );
      answer.sendCookies();
    },

    async passkeyRegistrationOptions(exchange: Exchange): Promise<Record<string, unknown>> {
      const answer = await call(exchange, 'session', 'state_conflict', (auth, headers) =>
        auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }),
      );
      answer.sendCookies();
      return { ...answer.response };
    },

    /** @throws Problem `code_not_valid` when the answer does not fit the challenge */
    async addPasskey(exchange: Exchange, name: string, response: Record<string, unknown>): Promise<store.PasskeyRow> {
      const answer = await call(exchange, 'session', 'code_not_valid', (auth, headers) =>
        auth.api.verifyPasskeyRegistration({ body: { name, response }, headers, returnHeaders: true }),
      );
      answer.sendCookies();
      const made = answer.response;
      return { id: made.id, name: made.name ?? name, createdAt: made.createdAt ?? null };
    },

    async passkeySignInOptions(exchange: Exchange): Promise<Record<string, unknown>> {
      const answer = await call(exchange, 'anonymous', 'sign_in_failed', (auth, headers) =>
        auth.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true }),
      );
      answer.sendCookies();
      return { ...answer.response, userVerification: 'required' };
    },

    /** A passkey is two factors in one, so the device must have asked for a finger, a face or a PIN. */
    async withPasskey(
      exchange: Exchange,
      response: Record<string, unknown>,
      mayEnter: (userId: string) => Promise<boolean>,
    ): Promise<SignInResult> {
      if (typeof response.id !== 'string' || !isUserVerified(response)) throw problem('sign_in_failed');
      const answer = await call(exchange, 'anonymous', 'sign_in_failed', (auth, headers) =>
        auth.api.verifyPasskeyAuthentication({ body: { response: response as never }, headers, returnHeaders: true }),
      );
      const { session, user } = answer.response;
      return enter(exchange, answer.sendCookies, session.token, user.id, mayEnter);
    },
  };

  /** Sends the cookie of the new session; what session this browser had before is over. */
  async function enter(
    exchange: Exchange,
    sendCookies: () => void,
    token: string,
    userId: string,
    mayEnter: (userId: string) => Promise<boolean>,
  ): Promise<SignInResult> {
    if (!(await mayEnter(userId))) {
      await store.deleteSession(db, token);
      throw problem('sign_in_failed');
    }
    const before = tokenOf(exchange.request);
    if (before !== null && before !== token) await store.deleteSession(db, before);
    sendCookies();
    return { status: 'signed-in', userId, token };
  }
}

/** Bit 2 of the flags behind the hash of the site: the user was verified (WebAuthn Level 2, section 6.1). */
function isUserVerified(response: Record<string, unknown>): boolean {
  const inner = response.response as { authenticatorData?: unknown } | undefined;
  if (typeof inner?.authenticatorData !== 'string') return false;
  const flags = Buffer.from(inner.authenticatorData, 'base64url')[32];
  return flags !== undefined && (flags & 0x04) !== 0;
}

/** @returns the hash that the library checks passwords against */
export async function hashPassword(password: string): Promise<string> {
  const library = await import('better-auth/crypto');
  return library.hashPassword(password);
}
