/** A storm of alerts that each want a page of their own, for a few people: what each of them gets, and when. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
  addMyContactMethod,
  sendMyVerification,
  verifyMyContactMethod,
} from '../src/contract/directory/contact-methods.ts';
import { addProvider } from '../src/contract/respond/providers.ts';
import { eventually } from '../test/harness/eventually.ts';
import { signInAs } from '../test/harness/people.ts';
import type { App } from '../test/harness/programs/app-process.ts';
import { askPerson, worldThrough } from '../test/harness/world.ts';

export type StormResult = {
  acceptedPerSecond: number;
  /** Messages that the busiest person got within `seconds`. */
  mostMessages: number;
  seconds: number;
  /** From sending a SEV1 in the middle of the storm until its message, for each person. */
  urgentMs: number[];
};

const alertsPerRequest = 100;
const listenSeconds = 70;

type Message = { topic: string; title: string; message: string; atMs: number };

export async function measureStorm(app: App, alerts: number, people: number): Promise<StormResult> {
  const phones = await startPhones();
  try {
    await app.admin.call(addProvider, { body: { kind: 'ntfy', name: 'Push', settings: { url: phones.url } } });
    const world = worldThrough(app);
    const receivers = [];
    for (let number = 1; number <= people; number += 1) {
      const topic = `phone-${randomUUID()}`;
      const { id, browser } = await signInAs(app, 'responder', `Person ${number}`);
      const method = await browser.call(addMyContactMethod, {
        body: { channel: 'ntfy', label: 'Phone', settings: { topic } },
      });
      const params = { id: method.id };
      await browser.call(sendMyVerification, { params });
      const said = await eventually(() => phones.messages.find((each) => each.topic === topic));
      await browser.call(verifyMyContactMethod, { params, body: { code: /\d{8}/.exec(said.message)![0] } });
      const service = await world.service((await world.policy([askPerson({ id })])).id, `Service-${number}`);
      receivers.push({ topic, source: await world.source('alertmanager-api', service.id) });
    }
    const before = phones.messages.length;
    const startedAt = performance.now();
    const each = Math.ceil(alerts / people / alertsPerRequest);
    const sending = receivers.map(async ({ source }) => {
      for (let request = 0; request < each; request += 1) await send(source.url, alertsPerRequest, 'warning');
    });
    const urgent = receivers.map(async ({ source, topic }) => {
      await wait(1_000);
      const [name] = await send(source.url, 1, 'critical');
      const sentAt = performance.now();
      const said = await eventually(
        () => phones.messages.find((one) => one.topic === topic && `${one.title}\n${one.message}`.includes(name!)),
        60_000,
      );
      return said.atMs - sentAt;
    });
    await Promise.all(sending);
    const acceptedPerSecond = alerts / ((performance.now() - startedAt) / 1_000);
    const urgentMs = await Promise.all(urgent);
    await wait(Math.max(0, listenSeconds * 1_000 - (performance.now() - startedAt)));
    const counts = receivers.map(
      ({ topic }) => phones.messages.slice(before).filter((message) => message.topic === topic).length,
    );
    return { acceptedPerSecond, mostMessages: Math.max(...counts), seconds: listenSeconds, urgentMs };
  } finally {
    await phones.stop();
  }
}

async function send(url: string, count: number, severity: string): Promise<string[]> {
  const names = Array.from({ length: count }, () => `Storm ${randomUUID()}`);
  const alerts = names.map((alertname) => ({ labels: { alertname, severity }, annotations: { summary: alertname } }));
  const reply = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  if (reply.status !== 200) throw new Error(`${url} answered ${reply.status}`);
  return names;
}

/** Takes messages as an ntfy server does. */
async function startPhones() {
  const messages: Message[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    messages.push({ ...(JSON.parse(Buffer.concat(chunks).toString()) as Message), atMs: performance.now() });
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: randomUUID() }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
