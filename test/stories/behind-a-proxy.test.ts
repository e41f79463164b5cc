/** The recipes of the guide with the real programs: what a proxy may break arrives as it was sent. */
import { request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSource } from '../../src/contract/detect/sources.ts';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { listSecurityEvents } from '../../src/contract/platform/security-events.ts';
import { freePort } from '../../src/server/platform/db/embedded/cluster.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { type ProxyKind, proxyKinds, startProxy } from '../harness/programs/proxies.ts';
import { startTestServer } from '../harness/server.ts';

async function behind(kind: ProxyKind, path: string) {
  await ensureCurrentBuild();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}${path}`;
  const environment = { EVENKEEL_PUBLIC_URL: publicUrl, EVENKEEL_TRUSTED_PROXIES: '1' };
  const server = await startTestServer({ environment });
  await startProxy(kind, { port, target: server.url, path });
  return { ...server, url: publicUrl };
}

/** From another address of this machine than the proxy has itself. */
function askFrom(localAddress: string, url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { localAddress, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    });
    asked.on('error', reject).end();
  });
}

describe.each(proxyKinds)('$name', (kind) => {
  describe.each(['', '/evenkeel'])('at the path “%s”', (path) => {
    test.skipIf(!kind.program)(
      'brings pages, the live stream, the caller’s address and large bodies through',
      async () => {
        const server = await behind(kind, path);
        const { browser } = await signInAs(server, 'viewer', 'Ada');

        const html = await (await fetch(`${server.url}/alerts`)).text();
        const script = /<script type="module"[^>]* src="([^"]+)"/.exec(html)![1]!;
        expect(script.startsWith(`${path}/assets/`)).toBe(true);
        expect((await fetch(new URL(script, server.url))).headers.get('content-type')).toMatch(/javascript/);

        const ended = new AbortController();
        onTestFinished(() => ended.abort());
        const stream = await browser.fetch(`${server.url}/api/v1/live`, { signal: ended.signal });
        expect(stream.status).toBe(200);
        let heard = '';
        const listen = async () => {
          for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) heard += part;
        };
        listen().catch(() => {});
        const { id } = await server.admin.call(createTeam, { body: { slug: 'search', name: 'Search' } });
        // Well within the beat of fifteen seconds, which would push out what a buffer holds.
        await eventually(() => heard.includes(`"subjectId":${id}`), 3_000);

        const guessed = { authorization: 'Bearer guessed-token-0123456789abcdef', 'x-forwarded-for': '192.0.2.66' };
        expect(await askFrom('127.0.0.9', `${server.url}/api/v1/teams`, guessed)).toBe(401);
        await eventually(async () => {
          const { items } = await server.admin.call(listSecurityEvents, { query: {} });
          const networks = items.filter((event) => event.kind === 'token.refused').map(({ network }) => network);
          return networks.length === 1 && networks[0] === '127.0.0.9';
        });

        const key = 'proxied-source-0123456789abcdef';
        await server.admin.call(createSource, { body: { slug: 'proxied', name: 'Proxied', type: 'generic', key } });
        const alerts = Array.from({ length: 150 }, (_, each) => ({
          title: `Disk ${each} full`,
          details: 'x'.repeat(100_000),
        }));
        const sent = await fetch(`${server.url}/in/${key}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(alerts),
        });
        expect([sent.status, await sent.text()]).toEqual([202, expect.anything()]);
      },
    );
  });
});
