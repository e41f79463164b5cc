import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { acceptSocket, type ServerSocket } from '../../../../test/stand-ins/web-socket.ts';
import { createEgress } from './egress.ts';
import { maxSocketMessageBytes } from './socket.ts';

async function service(answer: (socket: ServerSocket, headers: Record<string, unknown>) => void) {
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', (request, socket) => answer(acceptSocket(request, socket), request.headers));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const egress = createEgress({ allow: ['127.0.0.0/8'] });
  onTestFinished(async () => {
    await egress.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { egress, server, url: `ws://127.0.0.1:${port}/socket` };
}

async function all(messages: AsyncIterable<string>): Promise<string[]> {
  const heard: string[] = [];
  for await (const message of messages) heard.push(message);
  return heard;
}

test('a socket carries texts both ways, in order, until the other side closes it', async () => {
  const { egress, url } = await service((socket, headers) => {
    socket.send(`hello ${headers.authorization}`);
    socket.onText((text) => {
      socket.send(text.toUpperCase());
      socket.send('x'.repeat(70_000));
      socket.close();
    });
  });
  const socket = await egress.openSocket({ url, headers: { authorization: 'Bearer 1' } });
  socket.send('zoë');
  expect(await all(socket.messages())).toEqual(['hello Bearer 1', 'ZOË', 'x'.repeat(70_000)]);
});

test('a broken connection and a message beyond the cap end listening with a problem', async () => {
  const broken = await service((socket) => socket.onText(() => socket.destroy()));
  const first = await broken.egress.openSocket({ url: broken.url });
  first.send('go');
  await expect(all(first.messages())).rejects.toMatchObject({ name: 'EgressProblem' });
  const loud = await service((socket) => socket.send('x'.repeat(maxSocketMessageBytes + 1)));
  const second = await loud.egress.openSocket({ url: loud.url });
  await expect(all(second.messages())).rejects.toMatchObject({ name: 'EgressProblem' });
});

test('a socket that says nothing stays open while the other side answers pings, and breaks when it does not', async () => {
  const { egress, url } = await service((socket) => {
    let pings = 0;
    let answer = () => {};
    socket.onPing(() => {
      pings += 1;
      // Three go out in the longest time without a sign of life.
      if (pings === 10) answer();
    });
    socket.onText((text) => {
      if (text === 'go silent') socket.fallSilent();
      else answer = () => socket.send(text);
    });
  });
  const socket = await egress.openSocket({ url, silentMs: 300 });
  const heard: string[] = [];
  socket.send('still there');
  const listening = (async () => {
    for await (const text of socket.messages()) {
      heard.push(text);
      socket.send('go silent');
    }
  })();
  await expect(listening).rejects.toMatchObject({ code: 'timeout' });
  expect(heard).toEqual(['still there']);
});

test('whoever listens may stop, and listening ends', async () => {
  const { egress, url } = await service(() => {});
  const stop = new AbortController();
  const socket = await egress.openSocket({ url, signal: stop.signal });
  const heard = all(socket.messages());
  stop.abort();
  expect(await heard).toEqual([]);
  await expect(egress.openSocket({ url, signal: stop.signal })).rejects.toMatchObject({ code: 'aborted' });
});

test('listening ends at once and the connection soon, although the other side says nothing any more', async () => {
  const { egress, url, server } = await service((socket) => socket.fallSilent());
  const connected = once(server, 'connection');
  const socket = await egress.openSocket({ url });
  const [connection] = await connected;
  const gone = once(connection, 'close');
  const heard = all(socket.messages());
  socket.close();
  expect(await heard).toEqual([]);
  await gone;
});

test('a socket obeys the policy of addresses, and what is no socket is a problem', async () => {
  const { egress, url } = await service(() => {});
  const strict = createEgress();
  onTestFinished(() => strict.close());
  await expect(strict.openSocket({ url })).rejects.toMatchObject({ code: 'egress_denied' });
  await expect(strict.openSocket({ url: 'wss://localhost/x' })).rejects.toMatchObject({ code: 'egress_denied' });
  const rebinding = createEgress({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
  onTestFinished(() => rebinding.close());
  await expect(rebinding.openSocket({ url: 'ws://rebind.example/x' })).rejects.toMatchObject({
    code: 'egress_denied',
  });
  await expect(egress.openSocket({ url: url.replace('ws:', 'http:') })).rejects.toMatchObject({
    code: 'egress_denied',
  });
});

test('a server that refuses the upgrade, or never answers, is a problem', async () => {
  const { egress, server, url } = await service(() => {});
  server.removeAllListeners('upgrade');
  await expect(egress.openSocket({ url })).rejects.toMatchObject({ name: 'EgressProblem' });
  server.on('upgrade', () => {});
  await expect(egress.openSocket({ url, timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' });
});
