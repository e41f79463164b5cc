/** A small OpenID Connect provider: discovery, keys, and a token endpoint that holds clients to PKCE and their secret. */
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Claims = Record<string, unknown>;
export type OidcIssuer = {
  url: string;
  clientId: string;
  clientSecret: string;
  /** What a person does at the provider: signs in as `claims` and is sent back. @returns the address to go on with */
  authorize(authorizationUrl: string, claims: Claims): string;
  /** Lets the next ID token be signed by a key that is not published. */
  useForeignKey(): void;
};

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startOidcIssuer(): Promise<OidcIssuer> {
  const clientId = 'evenkeel';
  const clientSecret = `s+e/c r%${randomUUID()}`;
  const published = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let signingKey: KeyObject = published.privateKey;
  const codes = new Map<string, { claims: Claims; challenge: string; redirectUri: string }>();
  let url = '';

  const routes: Record<string, (body: URLSearchParams, authorization: string) => object | null> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
    }),
    '/keys': () => ({
      keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }],
    }),
    '/token': (body, authorization) => {
      const code = codes.get(body.get('code') ?? '');
      codes.delete(body.get('code') ?? '');
      const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url');
      if (authorization !== `Basic ${Buffer.from(pair).toString('base64')}`) return null;
      if (!code || code.challenge !== challenge || code.redirectUri !== body.get('redirect_uri')) return null;
      const signed = `${base64({ alg: 'RS256', kid: 'k1' })}.${base64(code.claims)}`;
      const signature = sign('sha256', Buffer.from(signed), signingKey).toString('base64url');
      return { token_type: 'Bearer', access_token: 'unused', id_token: `${signed}.${signature}` };
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = routes[request.url ?? '']?.(body, request.headers.authorization ?? '') ?? null;
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    clientId,
    clientSecret,
    authorize(authorizationUrl, claims) {
      const asked = new URL(authorizationUrl).searchParams;
      const code = randomUUID();
      const nowSeconds = Math.floor(Date.now() / 1000);
      const usual = { iss: url, aud: clientId, exp: nowSeconds + 300, iat: nowSeconds, nonce: asked.get('nonce') };
      const redirectUri = asked.get('redirect_uri')!;
      codes.set(code, { claims: { ...usual, ...claims }, challenge: asked.get('code_challenge')!, redirectUri });
      return `${redirectUri}?${new URLSearchParams({ code, state: asked.get('state')! })}`;
    },
    useForeignKey() {
      signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    },
  };
}
