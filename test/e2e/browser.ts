import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import sirv from 'sirv';

/** A headless Chromium: the one that is installed, else the one that comes with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const installed = [process.env.EVENKEEL_TEST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const executablePath = installed.find((path) => path && existsSync(path));
  if (executablePath) return chromium.launch({ executablePath, args });
  const packaged = (await import('@sparticuz/chromium')).default;
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...args] });
}

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'";

/** Serves a built web on a free port under a strict policy; `/api` goes to `api`. */
export async function serveWeb(folder: string, api?: RequestListener): Promise<{ url: string; server: Server }> {
  const files = sirv(folder, {
    single: true,
    setHeaders: (response) => {
      response.setHeader('content-security-policy', policy);
      // As the product does: otherwise a browser takes a page from its memory that the server has not been asked for.
      response.setHeader('cache-control', 'no-cache');
    },
  });
  const server = createServer((request, response) => {
    if (api && request.url?.startsWith('/api/')) return api(request, response);
    return files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The cookies of a signed-in client, for a context of the browser. */
export const cookiesFor = (url: string, { cookies }: { cookies: Map<string, string> }) =>
  [...cookies].map(([name, value]) => ({ name, value, url }));

/** Everything a page complains about: exceptions, and refusals of the content security policy. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|unique "key"|Warning:/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}
