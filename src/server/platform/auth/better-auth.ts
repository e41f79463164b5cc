/**
 * The sign-in library, set up for us. Its own HTTP surface is never mounted: only the functions of its server API are
 * called, by `sign-in.ts`. Loaded when the first person signs in, because it costs a second and 60 MB.
 */
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { z } from 'zod';
import type { Database } from '../db/database.ts';

export type BetterAuthOptions = {
  /** A pool whose search path is the schema `auth`. */
  db: Database;
  secret: string;
  /** The address people reach us at, when it is configured. */
  publicUrl: string | undefined;
  /** Starts the names of all cookies. */
  cookiePrefix: string;
  warn: (message: string) => void;
};

export const minPasswordLength = 10;
export const maxPasswordLength = 128;
export const sessionSeconds = 30 * 86_400;

export type BetterAuth = ReturnType<typeof createBetterAuth>;

export function createBetterAuth({ db, secret, publicUrl, cookiePrefix, warn }: BetterAuthOptions) {
  return betterAuth({
    appName: 'Evenkeel',
    baseURL: publicUrl ?? 'http://localhost',
    secret,
    database: db,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => warn(message) },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength, maxPasswordLength },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, freshAge: 86_400 },
    advanced: {
      // The prefix `__Host-` of our own is stronger than the `__Secure-` this option would add.
      useSecureCookies: false,
      cookiePrefix,
      defaultCookieAttributes: {
        secure: cookiePrefix.startsWith('__Host-'),
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      twoFactor({ issuer: 'Evenkeel' }),
      passkey({
        rpName: 'Evenkeel',
        rpID: publicUrl ? new URL(publicUrl).hostname : 'localhost',
        origin: publicUrl ? new URL(publicUrl).origin : null,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
      }),
      startSession,
    ],
  });
}

/** Opens a session for a user whom something else has identified, such as an OpenID Connect provider. */
const startSession = {
  id: 'start-session',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        const session = user && (await ctx.context.internalAdapter.createSession(user.id));
        if (!session) throw new Error('The session could not be created.');
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ userId: user.id, token: session.token });
      },
    ),
  },
};
