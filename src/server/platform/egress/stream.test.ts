import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createEgress } from './egress.ts';
import { EgressProblem } from './problem.ts';

async function streamOf(
  serve: (response: ServerResponse) => void,
  changes: { idleMs?: number; maxLineBytes?: number } = {},
) {
  const server = createServer((_request, response) => serve(response.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const egress = createEgress({ allow: ['127.0.0.1'] });
  const stop = new AbortController();
  onTestFinished(async () => {
    stop.abort();
    await egress.close();
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const open = () => egress.stream({ url, idleMs: 5_000, maxLineBytes: 100, ...changes, signal: stop.signal });
  return { open, stop };
}

async function problemOf(work: Promise<unknown>) {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EgressProblem);
  return (error as EgressProblem).code;
}

const all = async (lines: AsyncIterable<string>) => {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
};

test('lines come whole, however they were cut on the way', async () => {
  const { open } = await streamOf(async (response) => {
    const bytes = Buffer.from('one\r\ntwö\n\nthree');
    for (const byte of bytes) {
      response.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  const { status, lines } = await open();
  expect(status).toBe(200);
  expect(await all(lines)).toEqual(['one', 'twö', '', 'three']);
});

test('a line comes while the reply goes on, and the signal ends it', async () => {
  const { open, stop } = await streamOf((response) => void response.write('first\nsec'));
  const reader = (await open()).lines[Symbol.asyncIterator]();
  expect(await reader.next()).toEqual({ done: false, value: 'first' });
  stop.abort();
  expect(await problemOf(reader.next())).toBe('aborted');
});

test('silence, a line without an end and a broken connection are problems', async () => {
  const silent = await streamOf((response) => void response.write('first\n'), { idleMs: 100 });
  expect(await problemOf(silent.open().then(({ lines }) => all(lines)))).toBe('timeout');
  const endless = await streamOf((response) => void response.write('x'.repeat(101)));
  expect(await problemOf(endless.open().then(({ lines }) => all(lines)))).toBe('too_large');
  const broken = await streamOf((response) => {
    response.write('first\n');
    setImmediate(() => response.destroy());
  });
  expect(['reset', 'protocol']).toContain(await problemOf(broken.open().then(({ lines }) => all(lines))));
});

test('the policy of addresses holds for streams', async () => {
  const egress = createEgress();
  onTestFinished(() => egress.close());
  const wanted = { url: 'http://127.0.0.1:9/', idleMs: 1_000, maxLineBytes: 100, signal: new AbortController().signal };
  expect(await problemOf(egress.stream(wanted))).toBe('egress_denied');
});
