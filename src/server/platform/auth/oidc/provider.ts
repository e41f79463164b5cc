/** The OpenID Connect provider of this installation: what it publishes about itself, and its token endpoint. */
import { z } from 'zod';
import { createEgress, type Egress } from '../../egress/egress.ts';
import type { SigningKey } from './id-token.ts';

export type OidcSettings = { issuer: string; clientId: string; clientSecret: string };

/** Names its schemes, so that it is read by URL itself; see `readUrl`. */
const httpUrl = z.url({ protocol: /^https?$/ });

const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: httpUrl,
  token_endpoint: httpUrl,
  jwks_uri: httpUrl,
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });
const tokenAnswer = z.object({ id_token: z.string() });

const hourMs = 3_600_000;
const minuteMs = 60_000;
const maxResponseBytes = 512 * 1024;

export type OidcProvider = ReturnType<typeof createOidcProvider>;

/** The operator has named the issuer, so its host may be a private one. */
export function createOidcProvider(settings: OidcSettings, egressAllow: string[]) {
  const egress: Egress = createEgress({ allow: [...egressAllow, new URL(settings.issuer).hostname] });

  async function getJson<T>(url: string, schema: z.ZodType<T>, request: object = {}): Promise<T> {
    const reply = await egress.request({ url, maxResponseBytes, ...request });
    if (reply.status !== 200) throw new Error(`The single sign-on provider responded with ${reply.status}.`);
    return schema.parse(JSON.parse(reply.body.toString('utf8')));
  }

  const describe = cached(hourMs, async () => {
    const found = await getJson(`${settings.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`, discovery);
    if (found.issuer !== settings.issuer)
      throw new Error(`The single sign-on provider identifies itself as ${found.issuer}.`);
    return found;
  });
  // Keys are rotated by the provider at any time; a short life costs little, because signing in is rare.
  const keys = cached(minuteMs, async () => (await getJson((await describe()).jwks_uri, keySet)).keys as SigningKey[]);

  return {
    settings,
    authorizationEndpoint: async () => (await describe()).authorization_endpoint,
    keys,
    /** Exchanges the code for the ID token (RFC 6749, section 4.1.3, with PKCE). */
    async exchange(code: string, redirectUri: string, codeVerifier: string): Promise<string> {
      const { token_endpoint: url, token_endpoint_auth_methods_supported: methods } = await describe();
      const { clientId, clientSecret } = settings;
      const form = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      });
      const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
      if (methods && !methods.includes('client_secret_basic')) {
        form.set('client_id', clientId);
        form.set('client_secret', clientSecret);
      } else {
        const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
        headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
      }
      return (await getJson(url, tokenAnswer, { method: 'POST', headers, body: form.toString() })).id_token;
    },
    close: () => egress.close(),
  };
}

/** Keeps a result for a while; a failure is not kept. */
function cached<T>(lifeMs: number, load: () => Promise<T>): () => Promise<T> {
  let kept: { value: Promise<T>; endsAt: number } | undefined;
  return () => {
    if (kept === undefined || kept.endsAt <= performance.now()) {
      const value = load();
      const entry = { value, endsAt: performance.now() + lifeMs };
      kept = entry;
      value.catch(() => {
        if (kept === entry) kept = undefined;
      });
    }
    return kept.value;
  };
}
