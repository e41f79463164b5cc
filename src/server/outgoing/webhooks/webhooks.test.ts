import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam, deleteTeam, updateTeam } from '../../../contract/directory/teams.ts';
import * as contract from '../../../contract/outgoing/webhooks.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { row, rows } from '../../platform/db/database.ts';

/** A delivery passes two loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 30_000);

type Received = {
  id: string;
  type: string;
  signatures: string;
  body: string;
  data: Data;
  headers: Record<string, string>;
};
type Data = {
  subject: { kind: string; id: number; name: string; url: string | null };
  actor: { kind: string; name: string };
  severity: number | null;
  services: { name: string }[];
  teams: { name: string }[];
  details: Record<string, unknown>;
  detailsOmitted: boolean;
};

/** A real receiver that keeps what it gets and answers what it is told to. */
async function startReceiver() {
  const received: Received[] = [];
  let status: (message: Received) => number | null = () => 204;
  let waiting: (() => void)[] | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    const { type, data } = JSON.parse(body) as { type: string; data: Data };
    const message = {
      ...{ id: headers['webhook-id']!, signatures: headers['webhook-signature']!, type, body, data, headers },
    };
    received.push(message);
    if (waiting) await new Promise<void>((answer) => waiting!.push(answer));
    const answer = status(message);
    if (answer === null) request.socket.destroy();
    else response.writeHead(answer).end(answer < 300 ? '' : 'Out of <order>\u0000');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    /** Answers nothing until what it puts there is called. */
    hold(held: (() => void)[]) {
      waiting = held;
    },
    answer(next: typeof status) {
      status = next;
    },
  };
}

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
type Input = Parameters<TestServer['admin']['call']>[1];

async function follow(server: TestServer, receiver: Receiver, more: object = {}) {
  const body = { name: 'Chat bot', url: receiver.url, ...more };
  return server.admin.call(contract.createOutgoingWebhook, { body } as Input as never) as Promise<
    contract.OutgoingWebhook & { secret: string }
  >;
}

const team = (server: TestServer, slug: string) =>
  server.admin.call(createTeam, { body: { slug, name: slug.toUpperCase() } });
const verified = ({ body, headers }: Received, secret: string) => new Webhook(secret).verify(body, headers);
const read = (server: TestServer, { id }: { id: number }) =>
  server.admin.call(contract.readOutgoingWebhook, { params: { id } });
const list = async (server: TestServer, { id }: { id: number }) =>
  (await server.admin.call(contract.listDeliveries, { params: { id } })).items;

test('an event reaches the receiver, signed, with what it is about', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const { secret } = await follow(server, receiver, { kinds: ['incident.declared'], severities: [2] });
  const owner = await team(server, 'payments');
  const { id: serviceId } = await server.admin.call(createService, {
    body: { slug: 'checkout', name: 'Checkout', teamId: owner.id },
  });
  await server.admin.call(declareIncident, { body: { title: 'Mild', severity: 4 } });
  const { id } = await server.admin.call(declareIncident, {
    body: { title: 'Checkout is down', severity: 2, serviceIds: [serviceId] },
  });
  await eventually(() => receiver.received.length === 1);
  const [message] = receiver.received as [Received];
  expect(verified(message, secret)).toMatchObject({ type: 'incident.declared' });
  expect(() => verified({ ...message, body: `${message.body} ` }, secret)).toThrow();
  expect(message.data).toMatchObject({
    subject: { kind: 'incident', id, name: 'Checkout is down', url: expect.stringContaining(`/incidents/${id}`) },
    severity: 2,
    services: [{ name: 'Checkout' }],
    teams: [{ name: 'PAYMENTS' }],
    details: { severity: 2 },
  });
});

test('a webhook sees what its role may see: no fields of a change, and nothing of API tokens or providers', async () => {
  const server = await startTestServer();
  const [viewer, admin] = [await startReceiver(), await startReceiver()];
  await follow(server, viewer, { name: 'Viewer' });
  await follow(server, admin, { name: 'Admin', seesAs: 'admin' });
  const { id, version } = await team(server, 'payments');
  await server.admin.call(
    updateTeam,
    { params: { id }, body: { slug: 'payments', name: 'Money' } },
    { ifMatch: version },
  );
  const updatesAt = ({ received }: Receiver) => received.filter(({ type }) => type === 'team.updated');
  await eventually(() => updatesAt(viewer).length === 1 && updatesAt(admin).length === 1);
  expect(updatesAt(viewer)[0]!.data).toMatchObject({ details: {}, detailsOmitted: true });
  expect(updatesAt(admin)[0]!.data).toMatchObject({ details: { after: { name: 'Money' } }, detailsOmitted: false });
  expect(admin.received.map(({ type }) => type)).toContain('outgoingWebhook.created');
  expect(viewer.received.map(({ type }) => type)).not.toContain('outgoingWebhook.created');
});

test('events about one thing arrive in their order though the first is refused, and others do not wait for it', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  await follow(server, receiver, { kinds: ['team'] });
  let refused = 0;
  receiver.answer(({ type, data }) => {
    if (type !== 'team.created' || data.subject.id !== 1 || refused > 0) return 204;
    refused += 1;
    return 400;
  });
  const a = await team(server, 'a');
  await server.admin.call(updateTeam, { params: { id: a.id }, body: { slug: 'a', name: 'A' } });
  await server.admin.call(deleteTeam, { params: { id: a.id } });
  const b = await team(server, 'b');
  const of = (id: number) => receiver.received.filter(({ data }) => data.subject.id === id).map(({ type }) => type);
  await eventually(() => of(b.id).length === 1);
  await server.clock.advance('10 seconds');
  await eventually(() => of(a.id).includes('team.deleted'));
  expect(of(a.id).filter((type, at, all) => all[at - 1] !== type)).toEqual([
    'team.created',
    'team.updated',
    'team.deleted',
  ]);
});

test('what fails is tried again with the same id and text, and the log shows what came back', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const webhook = await follow(server, receiver, { kinds: ['team'] });
  let times = 0;
  receiver.answer(() => {
    times += 1;
    return times === 1 ? 500 : times === 2 ? null : 200;
  });
  await team(server, 'payments');
  await eventually(async () => (await list(server, webhook))[0]?.attempts === 1 && times === 1);
  await eventually(async () => (await read(server, webhook)).failingSince !== null);
  expect(await read(server, webhook)).toMatchObject({ pendingCount: 1 });
  for (const [attempts, state] of [
    [2, 'pending'],
    [3, 'delivered'],
  ] as const) {
    await server.clock.advance('1 hour');
    await eventually(async () => {
      const [delivery] = await list(server, webhook);
      return delivery?.attempts === attempts && delivery.state === state;
    });
  }
  expect(new Set(receiver.received.map(({ id, body }) => id + body)).size).toBe(1);
  const [{ id: deliveryId } = { id: 0 }] = await list(server, webhook);
  const found = await server.admin.call(contract.readDelivery, { params: { id: webhook.id, deliveryId } });
  expect(found.body).toBe(receiver.received[0]!.body);
  expect(found.tries).toMatchObject([
    { status: 200, reason: null },
    { status: null, reason: expect.stringContaining('no answer') },
    { status: 500, response: 'Out of <order>' },
  ]);
  expect(await read(server, webhook)).toMatchObject({ failingSince: null, pendingCount: 0 });
});

test('what a node that died was sending is sent by another one, once more and under the same id', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const webhook = await follow(server, receiver, { kinds: ['team'] });
  await team(server, 'payments');
  await eventually(async () => (await list(server, webhook))[0]?.state === 'delivered');
  // As a node leaves it that is killed between the reply and writing it down.
  await server.db.query(`update outgoing_deliveries set state = 'sending', finished_at = null, lease_token = gen_random_uuid(),
    lease_until = evenkeel.now() + interval '60 seconds'`);
  await server.clock.advance('61 seconds');
  await eventually(async () => (await list(server, webhook))[0]?.state === 'delivered');
  expect(receiver.received.map(({ id }) => id)).toEqual([receiver.received[0]!.id, receiver.received[0]!.id]);
});

test('two nodes queue and send each event once', async () => {
  const server = await startTestServer();
  const other = await startTestServer({ database: server });
  const receiver = await startReceiver();
  await follow(server, receiver, { kinds: ['team'] });
  for (let at = 0; at < 15; at += 1) await Promise.all([team(server, `a${at}`), team(other, `b${at}`)]);
  await eventually(() => receiver.received.length >= 30);
  const pending = () =>
    row<{ count: number }>(
      server.db,
      `select count(*)::int as count from outgoing_deliveries where state <> 'delivered'`,
    );
  await eventually(async () => (await pending())!.count === 0);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(30);
  expect(receiver.received).toHaveLength(30);
});

test('while a secret is rotated both sign, and a day later only the new one', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const webhook = await follow(server, receiver, { kinds: ['team'] });
  const { secret } = await server.admin.call(contract.rotateOutgoingWebhookSecret, { params: { id: webhook.id } });
  expect(secret).not.toBe(webhook.secret);
  await team(server, 'payments');
  await eventually(() => receiver.received.length === 1);
  const [message] = receiver.received as [Received];
  expect(message.signatures.split(' ')).toHaveLength(2);
  for (const each of [webhook.secret, secret]) expect(verified(message, each)).toMatchObject({ type: 'team.created' });
  expect(await read(server, webhook)).toMatchObject({ previousSecretUntil: expect.any(String) });
  await server.clock.advance('25 hours');
  await eventually(async () => (await read(server, webhook)).previousSecretUntil === null);
  await team(server, 'later');
  await eventually(() => receiver.received.length === 2);
  expect(receiver.received[1]!.signatures.split(' ')).toHaveLength(1);
  expect(verified(receiver.received[1]!, secret)).toMatchObject({ type: 'team.created' });
});

test('a test says at once what came back, and is in the log', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const webhook = await follow(server, receiver);
  const send = () => server.admin.call(contract.testOutgoingWebhook, { params: { id: webhook.id } });
  expect(await send()).toMatchObject({ isDelivered: true, attempt: { status: 204 } });
  expect(
    verified(receiver.received.find(({ type }) => type === 'outgoingWebhook.tested')!, webhook.secret),
  ).toBeTruthy();
  receiver.answer(() => 503);
  expect(await send()).toMatchObject({ isDelivered: false, attempt: { status: 503, response: 'Out of <order>' } });
  const tests = (await list(server, webhook)).filter(({ kind }) => kind === 'outgoingWebhook.tested');
  expect(tests.map(({ state }) => state)).toEqual(['failed', 'delivered']);
});

test('a receiver that fails for days is disabled, loudly; what happens meanwhile is kept and can be replayed', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const webhook = await follow(server, receiver, { kinds: ['team'] });
  receiver.answer(() => 500);
  await team(server, 'first');
  await eventually(async () => (await read(server, webhook)).failingSince !== null);
  await server.clock.advance('73 hours');
  await eventually(async () => (await read(server, webhook)).disabledAt !== null);
  expect(await read(server, webhook)).toMatchObject({ disabledReason: expect.stringContaining('500') });
  expect(
    await rows(server.db, `select actor->>'kind' as kind from events where kind = 'outgoingWebhook.disabled'`),
  ).toEqual([{ kind: 'system' }]);
  const doctor = await server.admin.call(examineInstallation, {});
  expect(doctor.items.find(({ check }) => check === 'outgoing webhooks')).toMatchObject({ result: 'fault' });

  await team(server, 'second');
  await eventually(async () => (await read(server, webhook)).heldCount === 2);
  const params = { id: webhook.id };
  const replay = () => server.admin.call(contract.replayDeliveries, { params, body: { from: '2000-01-01T00:00:00Z' } });
  await expect(replay()).rejects.toMatchObject({ code: 'state_conflict' });
  receiver.answer(() => 200);
  receiver.received.length = 0;
  await server.admin.call(contract.updateOutgoingWebhook, { params, body: { enabled: true } });
  expect(await replay()).toEqual({ count: 2 });
  await eventually(() => receiver.received.length === 2);
  expect(receiver.received.map(({ data }) => data.subject.name)).toEqual(['FIRST', 'SECOND']);
  await eventually(async () => (await list(server, webhook)).every(({ state }) => state === 'delivered'));
  const [newest] = await list(server, webhook);
  await server.admin.call(contract.replayDelivery, { params: { id: webhook.id, deliveryId: newest!.id } });
  await eventually(() => receiver.received.length === 3);
  expect(receiver.received[2]!.id).toBe(receiver.received[1]!.id);
});

test('a receiver that never answers holds up no other one', async () => {
  const server = await startTestServer();
  const [silent, quick] = [await startReceiver(), await startReceiver()];
  const held: (() => void)[] = [];
  silent.hold(held);
  await follow(server, silent, { name: 'Silent', kinds: ['team'] });
  await follow(server, quick, { name: 'Quick', kinds: ['team'] });
  await team(server, 'first');
  await eventually(() => held.length === 1 && quick.received.length === 1);
  await team(server, 'second');
  await eventually(() => quick.received.length === 2);
  expect(held.length).toBeGreaterThan(0);
  for (const answer of held.splice(0)) answer();
});

test('a receiver that answers 410 is disabled at once', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  const webhook = await follow(server, receiver, { kinds: ['team'] });
  receiver.answer(() => 410);
  await team(server, 'payments');
  await eventually(async () => (await read(server, webhook)).disabledReason !== null);
  expect((await read(server, webhook)).disabledReason).toContain('410');
});

test('a refused URL, an unknown kind and a service that does not exist are refused by name', async () => {
  const server = await startTestServer();
  const receiver = await startReceiver();
  await expect(follow(server, { ...receiver, url: 'http://169.254.169.254/' })).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'body.url' }],
  });
  await expect(follow(server, receiver, { kinds: ['incident.exploded'], serviceIds: [99] })).rejects.toMatchObject({
    errors: [{ path: 'body.kinds' }, { path: 'body.serviceIds' }],
  });
  await follow(server, receiver);
  await expect(follow(server, receiver, { name: 'chat BOT' })).rejects.toMatchObject({ code: 'conflict' });
});
