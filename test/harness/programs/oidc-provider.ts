/** A real, certified OpenID Connect provider (npm `oidc-provider`) on loopback, and a browser that signs in at it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { onTestFinished } from 'vitest';

export type Account = Record<string, unknown> & { sub: string };

export type RunningProvider = {
  url: string;
  environment: Record<string, string>;
  /** Who has an account there, by `sub`; may change between sign-ins. */
  accounts: Map<string, Account>;
  /** Lets the client come back to this server. */
  register(serverUrl: string): void;
  /** What a person does at the provider. @returns the address that they are sent back to */
  signIn(authorizationUrl: string, sub: string): Promise<string>;
  stop(): void;
};

const clientId = 'evenkeel';
const clientSecret = 'a secret of the client that is long enough';

/** @param inIdToken false: claims of scopes stand at the user info endpoint only, as the standard has it */
export async function startOidcProvider({ inIdToken = true } = {}): Promise<RunningProvider> {
  const accounts = new Map<string, Account>();
  let handle: (...args: Parameters<ReturnType<Provider['callback']>>) => unknown = () => {};
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(stop);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    accounts,
    stop,
    environment: {
      EVENKEEL_OIDC_ISSUER: url,
      EVENKEEL_OIDC_CLIENT_ID: clientId,
      EVENKEEL_OIDC_CLIENT_SECRET: clientSecret,
      EVENKEEL_OIDC_SCOPES: 'openid email profile groups',
    },
    register(serverUrl) {
      const { port } = new URL(serverUrl);
      const provider = new Provider(url, {
        clients: [
          {
            client_id: clientId,
            client_secret: clientSecret,
            redirect_uris: [`http://localhost:${port}/api/v1/session/oidc/callback`],
            response_types: ['code'],
          },
        ],
        pkce: { required: () => true },
        conformIdTokenClaims: !inIdToken,
        scopes: ['openid', 'email', 'profile', 'groups'],
        claims: { email: ['email', 'email_verified'], profile: ['name', 'zoneinfo'], groups: ['groups'] },
        findAccount: (_ctx, sub) => {
          const account = accounts.get(sub);
          return account && { accountId: sub, claims: () => account };
        },
      });
      handle = provider.callback();
    },
    async signIn(authorizationUrl, sub) {
      const cookies = new Map<string, string>();
      let at = authorizationUrl;
      let form: URLSearchParams | null = null;
      for (let hops = 0; hops < 12; hops++) {
        const answer: Response = await fetch(at, {
          redirect: 'manual',
          method: form ? 'POST' : 'GET',
          ...(form ? { body: form } : {}),
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const line of answer.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
          cookies.set(name!, value!);
        }
        form = null;
        const location = answer.headers.get('location');
        if (location !== null) {
          at = new URL(location, at).href;
          if (!at.startsWith(url)) return at;
          continue;
        }
        const page = await answer.text();
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
        if (prompt === undefined) throw new Error(`the provider shows no form: ${answer.status} ${page.slice(0, 500)}`);
        form = new URLSearchParams({ prompt, login: sub, password: 'any' });
      }
      throw new Error('the provider goes round in circles');
    },
  };
}
