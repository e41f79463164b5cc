/**
 * Single sign-on by OpenID Connect: authorization code with PKCE. The state is a one-time token that the browser must
 * bring back in a cookie; nonce and PKCE verifier are derived from it, so nothing that is secret needs to be stored.
 */
import { createHmac } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
} from 'openid-client';
import type { Logger } from 'pino';
import { z } from 'zod';
import { emailAddress } from '../../../../contract/directory/people.ts';
import { claimAt } from '../../../../domain/directory/entry.ts';
import type { Database } from '../../db/database.ts';
import { localPath } from '../local-path.ts';
import { issueOneTimeToken, takeOneTimeToken } from '../one-time.ts';
import { addCookies, cookieLine, readCookie } from '../session-cookie.ts';
import type { Exchange } from '../sign-in.ts';
import { explainFailure } from './explain.ts';
import type { OidcProvider } from './provider.ts';

export type OidcFlowOptions = {
  db: Database;
  provider: OidcProvider;
  secret: string;
  cookiePrefix: string;
  publicUrl: () => string;
  log: Logger;
  /** Claims that are looked for at the user info endpoint where the ID token leaves them out. */
  wantedClaims: () => Promise<readonly string[]>;
};

/** Whom the provider has identified. `isVerified`: whether it vouches for the address; null where it does not say. */
export type OidcIdentity = {
  issuer: string;
  subject: string;
  email: string | null;
  isVerified: boolean | null;
  name: string | null;
  timeZone: string | null;
  claims: Record<string, unknown>;
};

/** `isTest`: nobody is to be signed in. `failure` is one sentence for whoever has set it up. */
export type OidcReturn = { returnTo: string; isTest: boolean } & (
  | { identity: OidcIdentity; failure: null }
  | { identity: null; failure: string }
);

export type OidcFlow = ReturnType<typeof createOidcFlow>;

const lifeSeconds = 600;

/** No NUL: the database keeps none. */
const storable = z.string().regex(/^[^\0]*$/);

const identityClaims = z
  .object({
    sub: storable.min(1).max(255),
    email: storable.optional(),
    email_verified: z.union([z.boolean(), z.string()]).nullish(),
    name: z.unknown().optional(),
    zoneinfo: z.unknown().optional(),
  })
  .transform(({ sub, email, email_verified: verified, name, zoneinfo }) => ({
    subject: sub,
    email: emailAddress.safeParse(email).data ?? null,
    isVerified: verified === undefined || verified === null ? null : verified === true || verified === 'true',
    name: textOr(name),
    timeZone: textOr(zoneinfo),
  }));

const textOr = (value: unknown) => (typeof value === 'string' ? value : null);

export function createOidcFlow(options: OidcFlowOptions) {
  const { db, provider, secret, cookiePrefix, publicUrl, log, wantedClaims } = options;
  const cookieName = `${cookiePrefix}.oidc_state`;
  const derive = (purpose: string, state: string) =>
    createHmac('sha256', secret).update(`oidc ${purpose} ${state}`).digest('base64url');
  const redirectUri = () => new URL(`${publicUrl()}/api/v1/session/oidc/callback`).href;

  /** ID tokens are kept small by some providers; the rest stands at the user info endpoint. */
  async function complete(configuration: Configuration, claims: Record<string, unknown>, accessToken: string) {
    const wanted = await wantedClaims();
    const isWhole = wanted.every((name) => claimAt(claims, name) !== undefined);
    if (isWhole || !configuration.serverMetadata().userinfo_endpoint) return claims;
    return { ...(await fetchUserInfo(configuration, accessToken, String(claims.sub))), ...claims };
  }

  return {
    issuer: provider.settings.issuer,
    explain: explainFailure,

    /** @returns where to send the browser */
    async start(
      reply: FastifyReply,
      { returnTo, isTest = false }: { returnTo?: string | undefined; isTest?: boolean },
    ) {
      const configuration = await provider.configuration();
      const data = { returnTo: localPath(returnTo), isTest };
      const { token: state } = await issueOneTimeToken(db, 'oidc', { data, lifeSeconds });
      addCookies(reply, [cookieLine(cookieName, state, lifeSeconds)]);
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        scope: provider.settings.scopes,
        state,
        nonce: derive('nonce', state),
        code_challenge: await calculatePKCECodeChallenge(derive('verifier', state)),
        code_challenge_method: 'S256',
      });
      return url.href;
    },

    /** Whom the provider says it is, or why that cannot be believed; the reason is also in the log. */
    async finish(
      { request, reply }: Exchange,
      { state, error: refusal, error_description: description }: Answered,
    ): Promise<OidcReturn> {
      const isOurs = state !== undefined && readCookie(request, cookieName) === state;
      addCookies(reply, [cookieLine(cookieName, '', 0)]);
      const started = isOurs ? await takeOneTimeToken(db, 'oidc', state) : null;
      const after = { returnTo: localPath(started?.data.returnTo), isTest: started?.data.isTest === true };
      if (!started || !state || refusal !== undefined) {
        const failure =
          refusal === undefined
            ? 'The sign-in was begun in another browser, more than ten minutes ago, or was finished before.'
            : `The provider refused: ${[refusal, description].filter(Boolean).join(', ').slice(0, 300)}.`;
        log.warn({ hasState: started !== null, error: refusal?.slice(0, 100) }, 'single sign-on did not finish');
        return { ...after, identity: null, failure };
      }
      try {
        const returned = new URL(redirectUri());
        returned.search = request.url.replace(/^[^?]*/, '');
        const configuration = await provider.configuration();
        const tokens = await authorizationCodeGrant(configuration, returned, {
          expectedState: state,
          expectedNonce: derive('nonce', state),
          pkceCodeVerifier: derive('verifier', state),
          idTokenExpected: true,
        });
        const claims = await complete(configuration, { ...tokens.claims() }, tokens.access_token);
        const identity = { issuer: provider.settings.issuer, ...identityClaims.parse(claims), claims };
        return { ...after, identity, failure: null };
      } catch (error) {
        log.warn({ err: error }, 'single sign-on failed');
        return { ...after, identity: null, failure: explainFailure(error) };
      }
    },
  };
}

type Answered = {
  state?: string | undefined;
  error?: string | undefined;
  error_description?: string | undefined;
};
