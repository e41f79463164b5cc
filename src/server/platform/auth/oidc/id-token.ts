/** Checks ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) with keys that the provider publishes (RFC 7517). */
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';

export type SigningKey = JsonWebKey & { kid?: string; use?: string; alg?: string };

/** Why a token is not accepted; for our log, never for the browser. */
export class IdTokenProblem extends Error {}

const header = z.object({ alg: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']), kid: z.string().optional() });
const claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  exp: z.number(),
  nonce: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
});
export type IdTokenClaims = z.output<typeof claims>;

const keyTypes = { RS256: 'RSA', PS256: 'RSA', ES256: 'EC', EdDSA: 'OKP' } as const;
/** How far the provider's clock may be away from ours. */
const clockSkewSeconds = 60;

export type Expected = { issuer: string; clientId: string; nonce: string; nowSeconds: number };

/** @returns the claims of a token that is signed by one of the keys and meant for us, now @throws IdTokenProblem */
export function checkIdToken(token: string, keys: SigningKey[], expected: Expected): IdTokenClaims {
  const [head, body, signature, ...rest] = token.split('.');
  if (!head || !body || !signature || rest.length > 0) throw new IdTokenProblem('it is not a signed token');
  const { alg, kid } = parse(header, head);
  const fits = (key: SigningKey) =>
    key.kty === keyTypes[alg] && (key.use ?? 'sig') === 'sig' && (key.alg ?? alg) === alg && (!kid || key.kid === kid);
  const signed = Buffer.from(`${head}.${body}`);
  const isSigned = keys.filter(fits).some((key) => isSignature(alg, key, signed, Buffer.from(signature, 'base64url')));
  if (!isSigned) throw new IdTokenProblem('no published key has signed it');
  return checkClaims(parse(claims, body), expected);
}

function checkClaims(found: IdTokenClaims, expected: Expected): IdTokenClaims {
  const audiences = [found.aud].flat();
  if (found.iss !== expected.issuer) throw new IdTokenProblem('another provider has issued it');
  if (!audiences.includes(expected.clientId)) throw new IdTokenProblem('it is meant for somebody else');
  if (found.azp !== undefined && found.azp !== expected.clientId)
    throw new IdTokenProblem('another client asked for it');
  if (audiences.length > 1 && found.azp === undefined) throw new IdTokenProblem('it does not say who asked for it');
  if (found.exp + clockSkewSeconds <= expected.nowSeconds) throw new IdTokenProblem('it has expired');
  if (found.nonce !== expected.nonce) throw new IdTokenProblem('it answers another sign-in');
  return found;
}

function isSignature(alg: keyof typeof keyTypes, key: SigningKey, signed: Buffer, signature: Buffer): boolean {
  try {
    const publicKey: KeyObject = createPublicKey({ key, format: 'jwk' });
    if (alg === 'EdDSA') return verify(null, signed, publicKey, signature);
    if (alg === 'ES256') return verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    // 6 is RSA_PKCS1_PSS_PADDING, 1 is RSA_PKCS1_PADDING.
    const padding = alg === 'PS256' ? { padding: 6, saltLength: 32 } : { padding: 1 };
    return verify('sha256', signed, { key: publicKey, ...padding }, signature);
  } catch {
    return false;
  }
}

function parse<T>(schema: z.ZodType<T>, part: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    throw new IdTokenProblem('a part of it cannot be read');
  }
}
