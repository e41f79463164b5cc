/** A small HTTP load generator over raw sockets; run as a process of its own with the file of its options. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { LoadOptions, LoadResult } from './load.ts';

const options = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as LoadOptions;
const { hostname, port, pathname, host } = new URL(options.url);
const requests = options.bodies.map((body) =>
  Buffer.from(
    `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
);

const startedAt = performance.now();
const endsAt = startedAt + options.seconds * 1_000;
const latencies: number[] = [];
let sent = 0;
let accepted = 0;
let refused = 0;

/** Milliseconds until the next request may be sent; without a rate, none. */
function waitMs(): number {
  if (options.rate === undefined) return 0;
  return startedAt + (sent / options.rate) * 1_000 - performance.now();
}

function runConnection(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let received = '';
    let sentAt = 0;
    const next = () => {
      const wait = waitMs();
      if (performance.now() + Math.max(wait, 0) >= endsAt) return socket.end();
      if (wait > 0) return setTimeout(next, wait);
      sentAt = performance.now();
      socket.write(requests[sent % requests.length]!);
      sent += 1;
    };
    socket.once('connect', next);
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      const head = received.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received.slice(0, head))?.[1] ?? 0);
      if (received.length < head + 4 + length) return;
      latencies.push(performance.now() - sentAt);
      if (/^HTTP\/1\.1 2/.test(received)) accepted += 1;
      else refused += 1;
      received = '';
      next();
    });
    socket.once('error', () => {
      refused += 1;
    });
    socket.once('close', () => resolve());
  });
}

await Promise.all(Array.from({ length: options.connections }, runConnection));
latencies.sort((one, other) => one - other);
const at = (part: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
const result: LoadResult = {
  accepted,
  refused,
  seconds: (performance.now() - startedAt) / 1_000,
  p50Ms: at(0.5),
  p99Ms: at(0.99),
};
process.stdout.write(JSON.stringify(result));
