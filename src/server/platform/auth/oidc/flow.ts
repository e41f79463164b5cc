/**
 * Single sign-on by OpenID Connect: authorization code with PKCE. The state is a one-time token that the browser must
 * bring back in a cookie; nonce and PKCE verifier are derived from it, so nothing that is secret needs to be stored.
 */
import { createHash, createHmac } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { issueOneTimeToken, takeOneTimeToken } from '../one-time.ts';
import { addCookies, readCookie } from '../session-cookie.ts';
import type { Exchange } from '../sign-in.ts';
import { checkIdToken } from './id-token.ts';
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

export function createOidcFlow({ db, provider, secret, cookiePrefix, publicUrl, log }: OidcFlowOptions) {
  const cookieName = `${cookiePrefix}.oidc_state`;
  const secure = cookiePrefix.startsWith('__Host-') ? '; Secure' : '';
  const cookie = (value: string, seconds: number) =>
    `${cookieName}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  const derive = (purpose: string, state: string) =>
    createHmac('sha256', secret).update(`oidc ${purpose} ${state}`).digest('base64url');
  const redirectUri = () => `${publicUrl()}/api/v1/session/oidc/callback`;

  return {
    /** @returns where to send the browser */
    async start(reply: FastifyReply, returnTo: string | undefined): Promise<string> {
      const url = new URL(await provider.authorizationEndpoint());
      const data = { returnTo: localPath(returnTo) };
      const { token: state } = await issueOneTimeToken(db, 'oidc', { data, lifeSeconds });
      addCookies(reply, [cookie(state, lifeSeconds)]);
      const challenge = createHash('sha256').update(derive('verifier', state)).digest('base64url');
      for (const [name, value] of Object.entries({
        response_type: 'code',
        client_id: provider.settings.clientId,
        redirect_uri: redirectUri(),
        scope: 'openid email profile',
        state,
        nonce: derive('nonce', state),
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }))
        url.searchParams.set(name, value);
      return url.href;
    },

    /** @returns the identity and the page to go on with; null, with the reason in the log, when it cannot be believed */
    async finish(
      { request, reply }: Exchange,
      query: { state?: string | undefined; code?: string | undefined; error?: string | undefined },
    ): Promise<{ identity: OidcIdentity; returnTo: string } | null> {
      const { state, code } = query;
      const isOurs = state !== undefined && readCookie(request, cookieName) === state;
      addCookies(reply, [cookie('', 0)]);
      const started = isOurs ? await takeOneTimeToken(db, 'oidc', state) : null;
      if (!started || !state || !code) {
        log.warn({ hasState: started !== null, error: query.error?.slice(0, 100) }, 'single sign-on did not finish');
        return null;
      }
      try {
        const token = await provider.exchange(code, redirectUri(), derive('verifier', state));
        const { issuer, clientId } = provider.settings;
        const expected = { issuer, clientId, nonce: derive('nonce', state), nowSeconds: Date.now() / 1000 };
        const claims = checkIdToken(token, await provider.keys(), expected);
        const isVerified = claims.email_verified === true || claims.email_verified === 'true';
        const email = isVerified && claims.email ? claims.email.toLowerCase() : null;
        return { identity: { issuer, subject: claims.sub, email }, returnTo: localPath(started.data.returnTo) };
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
