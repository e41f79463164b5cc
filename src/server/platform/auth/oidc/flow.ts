/**
 * Single sign-on by OpenID Connect: authorization code with PKCE. The state is a one-time token that the browser must
 * bring back in a cookie; nonce and PKCE verifier are derived from it, so nothing that is secret needs to be stored.
 */
import { createHmac } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { issueOneTimeToken, takeOneTimeToken } from '../one-time.ts';
import { addCookies, cookieLine, readCookie } from '../session-cookie.ts';
import type { Exchange } from '../sign-in.ts';
import type { OidcProvider } from './provider.ts';

export type OidcFlowOptions = {
  db: Database;
  provider: OidcProvider;
  secret: string;
  cookiePrefix: string;
  publicUrl: () => string;
  log: Logger;
};

/** Whom the provider has identified. `email` only when the provider has verified it. */
export type OidcIdentity = { issuer: string; subject: string; email: string | null };

export type OidcFlow = ReturnType<typeof createOidcFlow>;

const lifeSeconds = 600;

/** No NUL: the database keeps none. */
const storable = z.string().regex(/^[^\0]*$/);

const identityClaims = z
  .object({
    sub: storable.min(1).max(255),
    email: storable.optional(),
    email_verified: z.union([z.boolean(), z.string()]).optional(),
  })
  .transform(({ sub, email, email_verified: verified }) => ({
    sub,
    email: (verified === true || verified === 'true') && email ? email.toLowerCase() : null,
  }));

export function createOidcFlow({ db, provider, secret, cookiePrefix, publicUrl, log }: OidcFlowOptions) {
  const cookieName = `${cookiePrefix}.oidc_state`;
  const derive = (purpose: string, state: string) =>
    createHmac('sha256', secret).update(`oidc ${purpose} ${state}`).digest('base64url');
  const redirectUri = () => new URL(`${publicUrl()}/api/v1/session/oidc/callback`).href;

  return {
    /** @returns where to send the browser */
    async start(reply: FastifyReply, returnTo: string | undefined): Promise<string> {
      const configuration = await provider.configuration();
      const data = { returnTo: localPath(returnTo) };
      const { token: state } = await issueOneTimeToken(db, 'oidc', { data, lifeSeconds });
      addCookies(reply, [cookieLine(cookieName, state, lifeSeconds)]);
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        scope: 'openid email profile',
        state,
        nonce: derive('nonce', state),
        code_challenge: await calculatePKCECodeChallenge(derive('verifier', state)),
        code_challenge_method: 'S256',
      });
      return url.href;
    },

    /** @returns the identity and the page to go on with; null, with the reason in the log, when it cannot be believed */
    async finish(
      { request, reply }: Exchange,
      { state, error: refusal }: { state?: string | undefined; error?: string | undefined },
    ): Promise<{ identity: OidcIdentity; returnTo: string } | null> {
      const isOurs = state !== undefined && readCookie(request, cookieName) === state;
      addCookies(reply, [cookieLine(cookieName, '', 0)]);
      const started = isOurs ? await takeOneTimeToken(db, 'oidc', state) : null;
      if (!started || !state || refusal !== undefined) {
        log.warn({ hasState: started !== null, error: refusal?.slice(0, 100) }, 'single sign-on did not finish');
        return null;
      }
      try {
        const returned = new URL(redirectUri());
        returned.search = request.url.replace(/^[^?]*/, '');
        const tokens = await authorizationCodeGrant(await provider.configuration(), returned, {
          expectedState: state,
          expectedNonce: derive('nonce', state),
          pkceCodeVerifier: derive('verifier', state),
          idTokenExpected: true,
        });
        const { sub: subject, email } = identityClaims.parse(tokens.claims());
        const identity = { issuer: provider.settings.issuer, subject, email };
        return { identity, returnTo: localPath(started.data.returnTo) };
      } catch (error) {
        log.warn({ err: error }, 'single sign-on failed');
        return null;
      }
    },
  };
}

/** Only a path of this site; anything else would be an open redirect. */
function localPath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : '/';
}
