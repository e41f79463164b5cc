import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createEgress, type EgressOptions } from './egress.ts';
import { EgressProblem } from './problem.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

function egressWith(options: EgressOptions = { allow: ['127.0.0.1'] }) {
  const egress = createEgress(options);
  cleanUps.push(() => egress.close());
  return egress;
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function receiver(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const port = await listen(
    createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    }),
  );
  return { port, seen, url: `http://127.0.0.1:${port}` };
}

async function problemOf(work: Promise<unknown>): Promise<EgressProblem> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof EgressProblem) return error;
  throw new Error(`expected an egress problem, got ${error}`);
}

describe('an allowed receiver', () => {
  test('gets the request and its reply comes back when asked for', async () => {
    const { url, seen } = await receiver((_request, response) => {
      response.writeHead(201, { 'X-Reply': 'yes' }).end('hello');
    });
    const reply = await egressWith().request({
      url: `${url}/hook?a=1`,
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: 'page',
      maxResponseBytes: 100,
    });
    expect(reply).toMatchObject({ status: 201, truncated: false });
    expect(reply.body.toString()).toBe('hello');
    expect(reply.headers['x-reply']).toBe('yes');
    expect(reply.durationMs).toBeGreaterThan(0);
    expect(seen).toMatchObject([{ method: 'POST', url: '/hook?a=1', body: 'page' }]);
    expect(seen[0]?.headers['content-type']).toBe('text/plain');
  });

  test('its reply is not read when nobody asked for it', async () => {
    const { url } = await receiver((_request, response) => response.writeHead(500).end('internal secrets'));
    const reply = await egressWith().request({ url });
    expect(reply.status).toBe(500);
    expect(reply.body).toHaveLength(0);
  });

  test('a name on the allow list may resolve to a private address', async () => {
    const { port, seen } = await receiver((_request, response) => response.end());
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const egress = egressWith({ allow: ['hooks.corp.test'], resolve });
    expect((await egress.request({ url: `http://hooks.corp.test:${port}/` })).status).toBe(200);
    expect(seen[0]?.headers.host).toBe(`hooks.corp.test:${port}`);
  });
});

describe('addresses', () => {
  test('a literal private address is refused before anything is sent', async () => {
    const { url, seen } = await receiver((_request, response) => response.end());
    const problem = await problemOf(egressWith({}).request({ url }));
    expect(problem).toMatchObject({ code: 'egress_denied', retryable: false });
    expect(() => egressWith({}).check(url)).toThrow(EgressProblem);
    expect(seen).toHaveLength(0);
  });

  test.each([
    ['only a private address', ['127.0.0.1']],
    ['a private address among public ones', ['93.184.215.14', '127.0.0.1']],
    ['an IPv4-mapped address', ['::ffff:127.0.0.1']],
    ['something that is no address', ['127.1']],
  ])('a name that resolves to %s is refused', async (_name, addresses) => {
    const { port, seen } = await receiver((_request, response) => response.end());
    const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const problem = await problemOf(egressWith({ resolve }).request({ url: `http://innocent.test:${port}/` }));
    expect(problem.code).toBe('egress_denied');
    expect(seen).toHaveLength(0);
  });

  test('a name that changes its address between requests never reaches the private one', async () => {
    const { port, seen } = await receiver((_request, response) => response.end());
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked % 2 === 1 ? '203.0.113.7' : '127.0.0.1', family: 4 }];
    };
    // The documentation network stands for a public address that nobody answers at.
    const egress = egressWith({ allow: ['203.0.113.0/24'], resolve });
    const codes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const problem = await problemOf(egress.request({ url: `http://rebinding.test:${port}/`, timeoutMs: 150 }));
      codes.push(problem.code);
    }
    expect(asked).toBe(6);
    expect(codes.filter((_code, index) => index % 2 === 1)).toEqual(Array(3).fill('egress_denied'));
    expect(seen).toHaveLength(0);
  });

  test('a name that does not resolve is a problem of its own', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    };
    const problem = await problemOf(egressWith({ resolve }).request({ url: 'http://nowhere.test/' }));
    expect(problem).toMatchObject({ code: 'dns', retryable: true });
  });
});

describe('redirects', () => {
  test('are replies unless asked to be followed', async () => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(302, { location: '/b' }).end());
    expect(await egressWith().request({ url })).toMatchObject({ status: 302, headers: { location: '/b' } });
    expect(seen).toHaveLength(1);
  });

  test('are followed for GET up to the limit, and a POST is never repeated elsewhere', async () => {
    const { url, seen } = await receiver((request, response) => {
      const hop = Number(request.url?.slice(1));
      response.writeHead(hop < 3 ? 307 : 200, { location: `/${hop + 1}` }).end();
    });
    const egress = egressWith();
    expect((await egress.request({ url: `${url}/0`, maxRedirects: 5 })).status).toBe(200);
    expect((await egress.request({ url: `${url}/0`, maxRedirects: 2 })).status).toBe(307);
    seen.length = 0;
    expect((await egress.request({ url: `${url}/0`, method: 'POST', body: 'x', maxRedirects: 5 })).status).toBe(307);
    expect(seen).toHaveLength(1);
  });

  test.each([
    'http://10.0.0.1/',
    'http://0x7f.1/',
    '//169.254.169.254/',
    'http://u@127.0.0.1/',
    'file:///etc/passwd',
  ])('to %s are refused', async (location) => {
    const { url } = await receiver((_request, response) => response.writeHead(302, { location }).end());
    const problem = await problemOf(egressWith().request({ url, maxRedirects: 3 }));
    expect(problem.code).toBe('egress_denied');
  });

  test('credentials do not travel to another origin', async () => {
    const second = await receiver((_request, response) => response.end());
    const first = await receiver((_request, response) => response.writeHead(302, { location: second.url }).end());
    await egressWith().request({
      url: first.url,
      headers: { Authorization: 'Bearer x', Accept: 'a/b' },
      maxRedirects: 1,
    });
    expect(first.seen[0]?.headers.authorization).toBe('Bearer x');
    expect(second.seen[0]?.headers.authorization).toBeUndefined();
    expect(second.seen[0]?.headers.accept).toBe('a/b');
  });
});

describe('hostile receivers', () => {
  test('a reply of a gigabyte costs no more than its cap', async () => {
    const chunk = Buffer.alloc(1 << 20);
    const sent = { bytes: 0 };
    const { url } = await receiver((_request, response) => {
      response.writeHead(200, { 'content-length': 1 << 30 });
      const pour = (): void => {
        while (!response.destroyed && sent.bytes < 1 << 30) {
          sent.bytes += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
      };
      pour();
    });
    const egress = egressWith();
    expect((await problemOf(egress.request({ url, maxResponseBytes: 1000 }))).code).toBe('too_large');
    const cut = await egress.request({ url, maxResponseBytes: 1000, truncate: true });
    expect(cut).toMatchObject({ truncated: true, status: 200 });
    expect(cut.body).toHaveLength(1000);
    expect((await egress.request({ url })).body).toHaveLength(0);
    expect(sent.bytes).toBeLessThan(100 << 20);
  });

  test('a body that drips is cut off by the total time', async () => {
    const { url } = await receiver((_request, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const startedAt = performance.now();
    const problem = await problemOf(egressWith().request({ url, timeoutMs: 300, maxResponseBytes: 1e6 }));
    expect(problem).toMatchObject({ code: 'timeout', retryable: true });
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  test('headers that drip are cut off by the total time', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x: y\r\n'), 20);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    const problem = await problemOf(egressWith().request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 300 }));
    expect(problem.code).toBe('timeout');
  });

  test.each([
    ['closes at once', (socket: Socket) => socket.destroy(), 'reset'],
    ['speaks another protocol', (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), 'protocol'],
    [
      'sends endless headers',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(9000)}`),
      'too_large',
    ],
    [
      'breaks off within the body',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nab'),
      'reset',
    ],
  ])('one that %s is told apart', async (_name, behave, code) => {
    const port = await listen(createTcpServer((socket) => socket.once('data', () => behave(socket))));
    const url = `http://127.0.0.1:${port}/`;
    const problem = await problemOf(egressWith().request({ url, timeoutMs: 2000, maxResponseBytes: 1000 }));
    expect(problem.code).toBe(code);
  });

  test('one that does not encrypt is a TLS problem', async () => {
    const { port } = await receiver((_request, response) => response.end());
    expect((await problemOf(egressWith().request({ url: `https://127.0.0.1:${port}/` }))).code).toBe('tls');
  });

  test('nobody listening is a refusal', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const problem = await problemOf(egressWith().request({ url: `http://127.0.0.1:${port}/` }));
    expect(problem).toMatchObject({ code: 'refused', retryable: true });
  });
});

describe('the caller', () => {
  test('may give up, before or while the request runs', async () => {
    const { url } = await receiver(() => {});
    const stop = new AbortController();
    const running = problemOf(egressWith().request({ url, signal: stop.signal }));
    stop.abort();
    expect((await running).code).toBe('aborted');
    expect((await problemOf(egressWith().request({ url, signal: stop.signal }))).code).toBe('aborted');
  });

  test.each([
    [{ 'X-Title': 'a\r\nX-Evil: 1' }],
    [{ 'bad name': 'x' }],
    [{ Host: '169.254.169.254' }],
    [{ 'Transfer-Encoding': 'chunked' }],
  ])('cannot smuggle headers: %j', async (headers) => {
    const { url, seen } = await receiver((_request, response) => response.end());
    const problem = await problemOf(egressWith().request({ url, headers: headers as Record<string, string> }));
    expect(problem).toMatchObject({ code: 'bad_request', retryable: false });
    expect(seen).toHaveLength(0);
  });
});
