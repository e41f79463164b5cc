/** Tokens (JWT) with which Google and Microsoft vouch for a sender. */
import { createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { VerificationRule } from '../../../contract/detect/source-verification.ts';
import { type Fetched, NotReadNow } from './fetched.ts';
import type { Headers } from './proofs.ts';

type RuleByToken = Extract<VerificationRule, { method: 'google' | 'entra' }>;

const keysGoodForMs = 3_600_000;
/** Keys that nobody has heard of are looked for anew, and not more often. */
const keysAskedEveryMs = 60_000;
const secondsApart = 60;
const maxTokenLength = 8_000;

/**
 * @returns null when the token proves the sender, else a sentence
 * @throws NotReadNow where the keys cannot be read
 */
export async function faultOfToken(
  rule: RuleByToken,
  { authorization }: Headers,
  receivedAt: number,
  fetched: Fetched,
): Promise<string | null> {
  const whose = rule.method === 'google' ? 'Google' : 'Microsoft';
  const [, token] = /^Bearer +(\S+)$/i.exec(typeof authorization === 'string' ? authorization : '') ?? [];
  if (token === undefined || token.length > maxTokenLength)
    return `A token of ${whose} is missing: this source takes only requests with Authorization: Bearer and such a token.`;
  const keyId = keyIdOf(token);
  if (keyId === null) return `The token is none of ${whose}.`;
  const keys = await keysWith(keyId, keysUrlOf(rule), fetched);
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: issuersOf(rule),
      audience: rule.audience,
      algorithms: ['RS256'],
      clockTolerance: secondsApart,
      currentDate: new Date(receivedAt),
      requiredClaims: ['exp'],
    });
    return faultOfCaller(rule, payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'The token has expired.';
    if (error instanceof errors.JWTClaimValidationFailed)
      return `The token has another ${wordOf(error.claim)} than this source takes.`;
    return `The token is not signed by ${whose}.`;
  }
}

const wordOf = (claim: string) => (claim === 'aud' ? 'audience' : claim === 'iss' ? 'issuer' : claim);

function faultOfCaller(
  rule: RuleByToken,
  { email, email_verified: isVerified, appid, azp }: JWTPayload,
): string | null {
  if (rule.method === 'google') {
    return typeof email === 'string' && isVerified === true && email.toLowerCase() === rule.email.toLowerCase()
      ? null
      : 'The token is of another service account than this source takes.';
  }
  // Version 1 of these tokens names the caller `appid`, version 2 `azp`.
  return (appid ?? azp) === rule.caller ? null : 'The token is of another application than this source takes.';
}

const keysUrlOf = (rule: RuleByToken) =>
  rule.method === 'google'
    ? 'https://www.googleapis.com/oauth2/v3/certs'
    : `https://login.microsoftonline.com/${rule.tenant}/discovery/v2.0/keys`;

const issuersOf = (rule: RuleByToken) =>
  rule.method === 'google'
    ? ['https://accounts.google.com', 'accounts.google.com']
    : [`https://sts.windows.net/${rule.tenant}/`, `https://login.microsoftonline.com/${rule.tenant}/v2.0`];

function keyIdOf(token: string): string | null {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    return alg === 'RS256' && typeof kid === 'string' ? kid : null;
  } catch {
    return null;
  }
}

async function keysWith(keyId: string, url: string, fetched: Fetched): Promise<JSONWebKeySet> {
  const known = keySetOf(await fetched.read(url, keysGoodForMs));
  if (known.keys.some(({ kid }) => kid === keyId)) return known;
  return keySetOf(await fetched.read(url, keysAskedEveryMs));
}

function keySetOf(text: string | null): JSONWebKeySet {
  try {
    const { keys } = JSON.parse(text ?? 'null') as { keys?: unknown };
    if (Array.isArray(keys)) return { keys };
  } catch {
    // Answered below: whatever stands there is no set of keys.
  }
  throw new NotReadNow('there is no set of keys');
}
