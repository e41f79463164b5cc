/** The OpenID Connect provider of this installation, as `openid-client` knows it. */
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { createEgress, type Egress, type EgressRequest } from '../../egress/egress.ts';

export type OidcSettings = { issuer: string; clientId: string; clientSecret: string; scopes: string };

const hourMs = 3_600_000;
const maxResponseBytes = 512 * 1024;
/** How far the provider's clock may be away from ours. */
const clockSkewSeconds = 60;

export type OidcProvider = ReturnType<typeof createOidcProvider>;

/** The operator has named the issuer, so its host may be a private one, and without encryption if its address is. */
export function createOidcProvider(settings: OidcSettings, egressAllow: string[]) {
  const issuer = new URL(settings.issuer);
  const egress = createEgress({ allow: [...egressAllow, issuer.hostname] });
  const fetchOut = fetchThrough(egress);

  async function configure(): Promise<Configuration> {
    const { clientId, clientSecret } = settings;
    const isPlain = issuer.protocol === 'http:';
    const found = await discovery(issuer, clientId, undefined, undefined, {
      [customFetch]: fetchOut,
      execute: isPlain ? [allowInsecureRequests] : [],
    });
    const metadata = found.serverMetadata();
    const methods = metadata.token_endpoint_auth_methods_supported;
    const isBasic = methods === undefined || methods.includes('client_secret_basic');
    const proof = isBasic ? basicAuthorization(clientSecret) : ClientSecretPost(clientSecret);
    const configuration = new Configuration(metadata, clientId, { [clockTolerance]: clockSkewSeconds }, proof);
    configuration[customFetch] = fetchOut;
    if (isPlain) allowInsecureRequests(configuration);
    // Without this the signature of what came straight from the provider is not looked at.
    enableNonRepudiationChecks(configuration);
    return configuration;
  }

  return {
    settings,
    /** What the provider publishes about itself, and its keys; asked for again after an hour. */
    configuration: cached(hourMs, configure),
    close: () => egress.close(),
  };
}

/** The library's own also escapes `-`, `.` and `_`, which providers that do not decode refuse. */
const basicAuthorization =
  (clientSecret: string): ClientAuth =>
  (_server, client, _body, headers) => {
    const pair = [client.client_id, clientSecret].map(encodeURIComponent).join(':');
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  };

function fetchThrough(egress: Egress): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const reply = await egress.request({
      url,
      method: method as NonNullable<EgressRequest['method']>,
      headers,
      ...(body == null ? {} : { body: String(body) }),
      maxResponseBytes,
      signal,
    });
    const isEmpty = [204, 205, 304].includes(reply.status);
    return new Response(isEmpty ? null : new Uint8Array(reply.body), { status: reply.status, headers: reply.headers });
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
