import { type Client, createClient } from '../../../src/client/client.ts';

export type TestBrowser = Client & {
  cookies: Map<string, string>;
  /** The Set-Cookie lines of the last answer that had any. */
  lastSetCookie(): string[];
  /** As the browser would send it, with its cookies; `headers` win over what it adds. */
  fetch: typeof fetch;
};

/** A client that keeps cookies and names its origin, as a browser on a page of this site does. */
export function openBrowser(url: string, headers: Record<string, string> = {}): TestBrowser {
  const cookies = new Map<string, string>();
  let lastSetCookie: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const sent = new Headers({ origin: new URL(url).origin, ...headers });
    new Headers(init?.headers).forEach((value, name) => {
      sent.set(name, value);
    });
    if (cookies.size > 0) sent.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(input, { redirect: 'manual', ...init, headers: sent });
    const setCookie = response.headers.getSetCookie();
    if (setCookie.length > 0) lastSetCookie = setCookie;
    for (const line of setCookie) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    return response;
  };
  return {
    ...createClient({ baseUrl: url, fetch: send }),
    cookies,
    lastSetCookie: () => lastSetCookie,
    fetch: send,
  };
}
