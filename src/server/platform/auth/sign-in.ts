/**
 * Signing in, as the rest of the product sees it: passwords, second factors, passkeys and the cookies that follow.
 * Works on users of the schema `auth`, known by their id; who such a user is, the directory knows.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import { type Database, transaction } from '../db/database.ts';
import { countAttempts, forgetAttempts, giveBack } from './attempts.ts';
import { issueOneTimeToken, readOneTimeToken, spendCode, takeOneTimeToken } from './one-time.ts';
import type { PasskeyRow } from './passkey-store.ts';
import { createPasskeys } from './passkeys.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { confirmSecondFactor, createSecondFactors, deleteSecondFactor } from './second-factor.ts';
import {
  addCookies,
  cookieLine,
  cookiePrefixOf,
  readCookie,
  sessionCookieName,
  signed,
  verifySigned,
} from './session-cookie.ts';
import * as store from './store.ts';

/** The request that wants to sign in and the reply that takes its cookies. */
export type Exchange = { request: FastifyRequest; reply: FastifyReply };

export type SignInResult =
  /** `token` is that of the session, for noting where it began. */
  { status: 'signed-in'; userId: string; token: string } | { status: 'two-factor-required' };

export type SignInOptions = {
  db: Database;
  secret: string;
  /** The configured address; decides about `Secure` cookies and the names that passkeys are bound to. */
  publicUrl: string | undefined;
};

export type SignIn = ReturnType<typeof createSignIn>;

type MayEnter = (userId: string) => Promise<boolean>;

/** A code of an authenticator app counts for its own and the neighbouring half minutes. */
const codeLifeSeconds = 120;
/** Between the password and the code. */
const secondStepSeconds = 600;
const codesPerAttempt = 5;
const codesPerUser = 10;

export function createSignIn({ db, secret, publicUrl }: SignInOptions) {
  const cookiePrefix = cookiePrefixOf(publicUrl);
  const sessionCookie = sessionCookieName(cookiePrefix);
  const secondStepCookie = `${cookiePrefix}.two_factor`;
  const secondFactors = createSecondFactors(secret);
  const passkeys = createPasskeys({ db, cookiePrefix, publicUrl });

  function tokenOf(request: FastifyRequest): string | null {
    const value = readCookie(request, sessionCookie);
    return value === undefined ? null : verifySigned(value, secret);
  }

  async function userOf({ request }: Exchange): Promise<store.SignInUser> {
    const token = tokenOf(request);
    const user = token === null ? null : await store.findSessionUser(db, token);
    if (!user) throw problem('unauthenticated');
    return user;
  }

  async function userWithPassword(exchange: Exchange, password: string): Promise<store.SignInUser> {
    const user = await userOf(exchange);
    if (!(await verifyPassword(user.passwordHash, password))) throw problem('sign_in_failed');
    return user;
  }

  /** Sends the cookie of a new session; what session this browser had before is over. */
  async function startSession({ request, reply }: Exchange, userId: string): Promise<string> {
    const before = tokenOf(request);
    if (before !== null) await store.deleteSession(db, before);
    const token = await store.insertSession(db, userId);
    addCookies(reply, [cookieLine(sessionCookie, signed(token, secret), store.sessionSeconds)]);
    return token;
  }

  async function enter(exchange: Exchange, userId: string, mayEnter: MayEnter): Promise<SignInResult> {
    if (!(await mayEnter(userId))) throw problem('sign_in_failed');
    return { status: 'signed-in', userId, token: await startSession(exchange, userId) };
  }

  return {
    cookiePrefix,

    /** The session token of the request's cookie, or null when there is none or it is not ours. */
    sessionToken: tokenOf,

    /**
     * Signs in unless a second factor is needed. `mayEnter` is asked before any session begins.
     * @throws Problem `sign_in_failed`, the same for every reason
     */
    async withPassword(
      exchange: Exchange,
      { email, password }: { email: string; password: string },
      mayEnter: MayEnter,
    ): Promise<SignInResult> {
      const user = await store.findUser(db, { email });
      const isRight = await verifyPassword(user?.passwordHash ?? null, password);
      if (!user || !isRight) throw problem('sign_in_failed');
      if (!user.hasSecondFactor) return enter(exchange, user.id, mayEnter);
      const step = { data: { userId: user.id }, lifeSeconds: secondStepSeconds };
      const { token } = await issueOneTimeToken(db, 'second-factor', step);
      addCookies(exchange.reply, [cookieLine(secondStepCookie, token, secondStepSeconds)]);
      return { status: 'two-factor-required' };
    },

    /** @throws Problem `sign_in_failed` for a wrong, spent or late code, `too_many_requests` after ten wrong ones */
    async withSecondFactor(exchange: Exchange, code: string, mayEnter: MayEnter): Promise<SignInResult> {
      const step = readCookie(exchange.request, secondStepCookie);
      const started = step === undefined ? null : await readOneTimeToken(db, 'second-factor', step);
      if (step === undefined || !started) throw problem('sign_in_failed');
      const userId = String(started.data.userId);
      const ofUser = { purpose: 'second factor of user', of: userId, most: codesPerUser, windowSeconds: 900 };
      const ofStep = { purpose: 'second factor', of: step, most: codesPerAttempt, windowSeconds: secondStepSeconds };
      // Counted before it is looked at, so that many at once get no more tries than one after the other.
      const [byUser, byStep] = await countAttempts(db, [ofUser, ofStep]);
      if (byStep! > codesPerAttempt) {
        await giveBack(db, [ofUser]);
        throw problem('sign_in_failed');
      }
      if (byUser! > codesPerUser) throw problem('too_many_requests');
      const isRight = /^\d{6}$/.test(code)
        ? (await secondFactors.isCode(db, userId, code, 'confirmed')) &&
          (await spendCode(db, userId, code, codeLifeSeconds))
        : await secondFactors.spendBackupCode(db, userId, code);
      if (!isRight || !(await takeOneTimeToken(db, 'second-factor', step))) throw problem('sign_in_failed');
      await forgetAttempts(db, [ofUser, ofStep]);
      addCookies(exchange.reply, [cookieLine(secondStepCookie, '', 0)]);
      return enter(exchange, userId, mayEnter);
    },

    /** Signs in a user whom a single sign-on has identified. */
    asUser: (exchange: Exchange, userId: string): Promise<SignInResult> => enter(exchange, userId, async () => true),

    async signOut({ request, reply }: Exchange): Promise<void> {
      const token = tokenOf(request);
      if (token !== null) await store.deleteSession(db, token);
      addCookies(reply, [cookieLine(sessionCookie, '', 0)]);
    },

    /**
     * Ends all other sessions and renews this one. @returns the token of the new session
     * @throws Problem `sign_in_failed` for a wrong current password
     */
    async changePassword(exchange: Exchange, currentPassword: string, newPassword: string): Promise<string> {
      const user = await userWithPassword(exchange, currentPassword);
      const passwordHash = await hashPassword(newPassword);
      await transaction(db, async (tx) => {
        await store.setPasswordHash(tx, user.id, passwordHash);
        await store.deleteSessions(tx, user.id);
      });
      return startSession(exchange, user.id);
    },

    /** @returns the `otpauth:` address for the app, and codes for the day the app is lost */
    async enrolTwoFactor(exchange: Exchange, password: string): Promise<{ uri: string; backupCodes: string[] }> {
      const user = await userWithPassword(exchange, password);
      return secondFactors.enrol(db, user.id, user.email);
    },

    /** @returns the token of the session, which is a new one @throws Problem `code_not_valid` */
    async confirmTwoFactor(exchange: Exchange, code: string): Promise<string> {
      const user = await userOf(exchange);
      if (!(await secondFactors.isCode(db, user.id, code, 'any'))) throw problem('code_not_valid');
      // The code that proved the app must not open a session as well.
      await spendCode(db, user.id, code, codeLifeSeconds);
      await transaction(db, (tx) => confirmSecondFactor(tx, user.id));
      return startSession(exchange, user.id);
    },

    async disableTwoFactor(exchange: Exchange, password: string): Promise<void> {
      const user = await userWithPassword(exchange, password);
      await transaction(db, (tx) => deleteSecondFactor(tx, user.id));
    },

    async passkeyRegistrationOptions(exchange: Exchange): Promise<Record<string, unknown>> {
      return passkeys.registrationOptions(exchange, await userOf(exchange));
    },

    /** @throws Problem `code_not_valid` when the answer does not fit the challenge */
    async addPasskey(exchange: Exchange, name: string, response: Record<string, unknown>): Promise<PasskeyRow> {
      return passkeys.register(exchange, (await userOf(exchange)).id, name, response);
    },

    passkeySignInOptions: (exchange: Exchange): Promise<Record<string, unknown>> => passkeys.signInOptions(exchange),

    /** @throws Problem `sign_in_failed` */
    async withPasskey(
      exchange: Exchange,
      response: Record<string, unknown>,
      mayEnter: MayEnter,
    ): Promise<SignInResult> {
      return enter(exchange, await passkeys.authenticate(exchange, response), mayEnter);
    },
  };
}
