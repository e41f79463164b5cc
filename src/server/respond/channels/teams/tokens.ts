/**
 * Who is who between Microsoft's Bot Connector and us: our token, by client credentials, and theirs, a JWT.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { exchange, textAt } from '../exchange.ts';
import type { ProviderIo } from '../provider.ts';

export type BotAccount = {
  tenantId: string;
  appId: string;
  clientSecret: string;
  loginUrl: string;
  metadataUrl: string;
};

type Io = ProviderIo<BotAccount>;

const mostRemembered = 100;
/** A token that ends while it is on its way is refused. */
const renewBeforeMs = 120_000;
const keysGoodForMs = 24 * 3_600_000;
/** Keys that nobody has heard of are looked for anew, and not more often: a forged one must not make us ask at each request. */
const keysAskedEveryMs = 60_000;
const secondsApart = 300;
const issuer = 'https://api.botframework.com';

const tokens = new Map<string, { token: string; endsAt: number }>();
const keySets = new Map<string, { keys: JSONWebKeySet; askedAt: number }>();

function remember<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  if (map.size >= mostRemembered) map.clear();
  map.set(key, value);
  return value;
}

/** The token we send with; a sentence where Microsoft refuses the account. @throws EgressProblem */
export async function accessToken(io: Io): Promise<{ token: string } | { refused: string }> {
  const { loginUrl, tenantId, appId, clientSecret } = io.settings;
  const secretHash = createHash('sha256').update(clientSecret).digest('hex');
  const key = `${loginUrl} ${tenantId} ${appId} ${secretHash}`;
  const known = tokens.get(key);
  if (known && known.endsAt - renewBeforeMs > io.wallNow()) return known;
  const reply = await exchange(io, {
    url: `${trimmed(loginUrl)}/${tenantId}/oauth2/v2.0/token`,
    body: {
      form: {
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: clientSecret,
        scope: `${issuer}/.default`,
      },
    },
  });
  const token = textAt(reply.json, 'access_token');
  if (reply.status < 300 && token !== undefined) {
    const seconds = Number(textAt(reply.json, 'expires_in')) || 0;
    return remember(tokens, key, { token, endsAt: io.wallNow() + seconds * 1000 });
  }
  const said = textAt(reply.json, 'error');
  const which = said === 'invalid_client' ? 'the client secret' : said === 'unauthorized_client' ? 'the app ID' : null;
  return { refused: which ? `Microsoft refused ${which}` : `Microsoft gave no token (${reply.status})` };
}

/** Forgets the token we have, so that one that was withdrawn is not used to its end. */
export function forgetToken(token: string): void {
  for (const [key, known] of tokens) if (known.token === token) tokens.delete(key);
}

/**
 * Whether a request is the Bot Connector's, for this bot, about this conversation: signed by a key that is endorsed for the
 * channel, and with the address of the service that the activity names. @throws EgressProblem where the keys cannot be read
 */
export async function isFromConnector(
  io: Io,
  authorization: string,
  activity: { serviceUrl: string; channelId: string },
): Promise<boolean> {
  const [, token] = /^Bearer (\S{20,8000})$/.exec(authorization) ?? [];
  if (token === undefined) return false;
  const keyId = keyIdOf(token);
  if (keyId === null) return false;
  const keys = await keysWith(io, keyId);
  const key = keys.keys.find(({ kid }) => kid === keyId);
  const { endorsements } = (key ?? {}) as { endorsements?: unknown };
  if (!Array.isArray(endorsements) || !endorsements.includes(activity.channelId)) return false;
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer,
      audience: io.settings.appId,
      algorithms: ['RS256'],
      clockTolerance: secondsApart,
      currentDate: new Date(io.wallNow()),
      requiredClaims: ['exp'],
    });
    return typeof payload.serviceurl === 'string' && trimmed(payload.serviceurl) === trimmed(activity.serviceUrl);
  } catch {
    // Whatever is wrong with a token, it proves nothing.
    return false;
  }
}

function keyIdOf(token: string): string | null {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    return alg === 'RS256' && typeof kid === 'string' ? kid : null;
  } catch {
    return null;
  }
}

/** The connector's keys; asked for anew where they are old, or lack this one. */
async function keysWith(io: Io, keyId: string): Promise<JSONWebKeySet> {
  const { metadataUrl } = io.settings;
  const known = keySets.get(metadataUrl);
  const age = known ? io.wallNow() - known.askedAt : Number.POSITIVE_INFINITY;
  const isMissing = known?.keys.keys.every(({ kid }) => kid !== keyId) ?? true;
  if (known && age < keysGoodForMs && !(isMissing && age > keysAskedEveryMs)) return known.keys;
  const metadata = await exchange(io, { url: metadataUrl });
  const keysUrl = textAt(metadata.json, 'jwks_uri');
  const reply = keysUrl ? await exchange(io, { url: keysUrl, maxResponseBytes: 512 * 1024 }) : null;
  const keys = reply && (reply.json as { keys?: unknown } | undefined)?.keys;
  if (!Array.isArray(keys)) return known?.keys ?? { keys: [] };
  return remember(keySets, metadataUrl, { keys: { keys }, askedAt: io.wallNow() }).keys;
}

export const trimmed = (url: string) => url.replace(/\/+$/, '');
