/** A small OpenID Connect provider: discovery, keys, and a token endpoint that holds clients to PKCE and their secret. */
import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
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

/** How an ID token is signed. */
export type SigningAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA' | 'HS256' | 'none';

export type OidcIssuerOptions = {
  algorithm?: SigningAlgorithm;
  /** What the provider publishes about itself besides the usual. */
  metadata?: Record<string, unknown>;
  /** How clients prove who they are at the token endpoint. */
  clientProof?: 'basic' | 'post';
};

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeKeys(algorithm: SigningAlgorithm) {
  const curves: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  const namedCurve = curves[algorithm];
  return namedCurve ? generateKeyPairSync('ec', { namedCurve }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function signatureOf(algorithm: SigningAlgorithm, text: string, key: KeyObject, secret: string): string {
  const bytes = Buffer.from(text);
  if (algorithm === 'none') return '';
  if (algorithm === 'HS256') return createHmac('sha256', secret).update(bytes).digest('base64url');
  if (algorithm === 'EdDSA') return sign(null, bytes, key).toString('base64url');
  const digest = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return sign(digest, bytes, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  // 6 is RSA_PKCS1_PSS_PADDING, 1 is RSA_PKCS1_PADDING.
  const padding = algorithm === 'PS256' ? { padding: 6, saltLength: 32 } : { padding: 1 };
  return sign(digest, bytes, { key, ...padding }).toString('base64url');
}

export async function startOidcIssuer(options: OidcIssuerOptions = {}): Promise<OidcIssuer> {
  const { algorithm = 'RS256', clientProof = 'basic' } = options;
  const clientId = 'evenkeel';
  const clientSecret = `s+e/c r%${randomUUID()}`;
  const published = makeKeys(algorithm);
  let signingKey: KeyObject = published.privateKey;
  const codes = new Map<string, { claims: Claims; challenge: string; redirectUri: string }>();
  let url = '';

  const routes: Record<string, (body: URLSearchParams, authorization: string) => object | null> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
      id_token_signing_alg_values_supported: [algorithm],
      token_endpoint_auth_methods_supported: [`client_secret_${clientProof}`],
      ...options.metadata,
    }),
    '/keys': () => ({
      keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }],
    }),
    '/token': (body, authorization) => {
      const code = codes.get(body.get('code') ?? '');
      codes.delete(body.get('code') ?? '');
      const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url');
      const isClient =
        clientProof === 'basic'
          ? authorization === `Basic ${Buffer.from(pair).toString('base64')}`
          : authorization === '' && body.get('client_secret') === clientSecret && body.get('client_id') === clientId;
      if (!isClient) return null;
      if (!code || code.challenge !== challenge || code.redirectUri !== body.get('redirect_uri')) return null;
      const signed = `${base64({ alg: algorithm, kid: 'k1' })}.${base64(code.claims)}`;
      const signature = signatureOf(algorithm, signed, signingKey, clientSecret);
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
      signingKey = makeKeys(algorithm).privateKey;
    },
  };
}
