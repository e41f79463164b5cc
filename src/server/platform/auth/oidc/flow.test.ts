import type { FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../../test/harness/database.ts';
import { type Claims, type OidcIssuer, startOidcIssuer } from '../../../../../test/harness/oidc-issuer.ts';
import { createOidcFlow } from './flow.ts';
import { createOidcProvider } from './provider.ts';

const ada = { sub: 'subject-1', email: 'Ada@Example.org', email_verified: true };

async function flowAt(issuer: OidcIssuer, settings: { issuer?: string } = {}) {
  const { db } = await createTestDatabase();
  const { clientId, clientSecret } = issuer;
  const provider = createOidcProvider(
    { issuer: settings.issuer ?? issuer.url, clientId, clientSecret, scopes: 'openid email profile' },
    [],
  );
  onTestFinished(() => provider.close());
  const log = pino({ level: 'silent' });
  const publicUrl = () => 'https://pager.example.org';
  const wantedClaims = async () => ['email'];
  return createOidcFlow({ db, provider, secret: 'a secret', cookiePrefix: 'evenkeel', publicUrl, log, wantedClaims });
}

/** Through the provider and back. `change` alters the address that the provider sends the browser back to. */
async function enter(issuer: OidcIssuer, options: { claims?: Claims; change?: (address: URL) => void } = {}) {
  const flow = await flowAt(issuer);
  let cookie = '';
  const reply = {
    getHeader: () => undefined,
    header: (name: string, value: string | string[]) => {
      if (name.toLowerCase() === 'set-cookie') cookie = [value].flat()[0]!.split(';')[0]!;
      return reply;
    },
  } as unknown as FastifyReply;
  const back = new URL(
    issuer.authorize(await flow.start(reply, { returnTo: '/incidents/7' }), { ...ada, ...options.claims }),
  );
  options.change?.(back);
  const request = { url: `${back.pathname}${back.search}`, headers: { cookie } } as FastifyRequest;
  const { identity, returnTo } = await flow.finish(
    { request, reply },
    { state: back.searchParams.get('state') ?? undefined },
  );
  return identity && { identity, returnTo };
}

test.each([
  'RS256',
  'PS256',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const)('a provider that signs with %s is believed, and not with a key that it does not publish', async (algorithm) => {
  const issuer = await startOidcIssuer({ algorithm });
  expect(await enter(issuer)).toEqual({
    identity: expect.objectContaining({ issuer: issuer.url, subject: 'subject-1', email: 'ada@example.org' }),
    returnTo: '/incidents/7',
  });
  issuer.useForeignKey();
  expect(await enter(issuer)).toBeNull();
});

test.each([
  'none',
  'HS256',
] as const)('a token with %s is refused even where the provider offers it', async (algorithm) => {
  expect(await enter(await startOidcIssuer({ algorithm }))).toBeNull();
});

test('a provider that takes the secret only in the body gets it there', async () => {
  expect(await enter(await startOidcIssuer({ clientProof: 'post' }))).not.toBeNull();
});

test('a return that another provider has sent is refused, and one without a sender where there should be one', async () => {
  const issuer = await startOidcIssuer({ metadata: { authorization_response_iss_parameter_supported: true } });
  expect(await enter(issuer)).toBeNull();
  const from = (sender: string) => (address: URL) => address.searchParams.set('iss', sender);
  expect(await enter(issuer, { change: from('https://evil.example') })).toBeNull();
  expect(await enter(issuer, { change: from(issuer.url) })).not.toBeNull();
});

test('a clock that is a minute off is forgiven, and no more', async () => {
  const issuer = await startOidcIssuer();
  const secondsAgo = (seconds: number) => ({ exp: Math.floor(Date.now() / 1000) - seconds });
  expect(await enter(issuer, { claims: secondsAgo(40) })).not.toBeNull();
  expect(await enter(issuer, { claims: secondsAgo(90) })).toBeNull();
});

test.each([
  ['no subject', { sub: '' }],
  ['a subject that is no text', { sub: 7 }],
  ['a subject without end', { sub: 'x'.repeat(300) }],
  ['no nonce', { nonce: undefined }],
  ['no expiry', { exp: undefined }],
])('a token with %s is refused', async (_, claims) => {
  expect(await enter(await startOidcIssuer(), { claims })).toBeNull();
});

test('a provider that says it is another one, or has no such pages, starts no sign-in', async () => {
  const liar = await startOidcIssuer({ metadata: { issuer: 'https://evil.example' } });
  await expect((await flowAt(liar)).start({} as FastifyReply, {})).rejects.toThrow(/issuer/);
  const other = await startOidcIssuer();
  await expect(
    (await flowAt(other, { issuer: `${other.url}/nowhere` })).start({} as FastifyReply, {}),
  ).rejects.toThrow();
});

test('endpoints in networks that nobody has allowed are not asked', async () => {
  const issuer = await startOidcIssuer({ metadata: { token_endpoint: 'http://169.254.169.254/token' } });
  expect(await enter(issuer)).toBeNull();
});
