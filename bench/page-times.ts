/** From the moment a sender sends a new alert until the webhook of the person who is asked gets it. */
import { randomUUID } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../test/harness/eventually.ts';
import type { Receiver } from '../test/harness/receiver.ts';

export type Arrivals = { url: string; arrivedAt: Map<string, number>; stop(): Promise<void> };

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Takes webhooks of Alertmanager and keeps when each alert first arrived. */
export async function startArrivals(): Promise<Arrivals> {
  const arrivedAt = new Map<string, number>();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const now = performance.now();
    response.writeHead(204).end();
    const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as { alerts: { labels: { alertname: string } }[] };
    for (const { labels } of alerts) if (!arrivedAt.has(labels.alertname)) arrivedAt.set(labels.alertname, now);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivedAt,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Where every alert says that it is; our titles end with it. */
const instance = 'checkout-1.example.org';

/** The same view on the receiver of our signed webhooks. */
export const arrivalsOf = (receiver: Receiver): Map<string, number> =>
  new Map(receiver.pages().map((message) => [message.title.replace(` on ${instance}`, ''), message.atMs]));

/**
 * Sends `count` new alerts one after the other, `pauseMs` apart, and returns the milliseconds each of them took.
 * @param arrivals read when all are there; by the name of the alert.
 */
export async function measurePageTimes(
  url: string,
  arrivals: () => Map<string, number>,
  count: number,
  pauseMs: number,
): Promise<number[]> {
  const sentAt = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const name = `Page ${randomUUID()}`;
    const alert = {
      labels: { alertname: name, severity: 'critical', instance },
      annotations: { summary: name },
      generatorURL: 'http://prometheus.example.org:9090/graph',
    };
    sentAt.set(name, performance.now());
    await post(url, JSON.stringify([alert]));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  const arrived = await eventually(() => {
    const all = arrivals();
    return [...sentAt.keys()].every((name) => all.has(name)) ? all : null;
  }, 60_000);
  return [...sentAt].map(([name, at]) => arrived.get(name)! - at);
}

function post(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
