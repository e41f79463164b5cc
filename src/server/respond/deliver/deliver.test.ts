import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, notificationsOf, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

/** Answers everything, and keeps when. */
async function ok() {
  const arrivals: number[] = [];
  const server = await receiver((_request, response) => {
    arrivals.push(performance.now());
    response.end();
  });
  return { ...server, arrivals };
}
const answering = (status: number) => receiver((_request, response) => response.writeHead(status).end());

/** Takes every request and answers when told. */
async function hanging() {
  const held: ServerResponse[] = [];
  const server = await receiver((_request, response) => held.push(response));
  return { ...server, held };
}

async function mailServer(refuse: boolean) {
  const mails: { subject: string; text: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(refuse ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData(stream, _session, done) {
      void simpleParser(stream).then((mail) => {
        mails.push({ subject: mail.subject ?? '', text: mail.text ?? '' });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function paged(node: TestServer, people: number[], delaySeconds = 300) {
  const world = worldOf(node);
  const serviceId = await world.service(await world.policy(ladder(people.map(askPerson), delaySeconds)));
  const sourceId = await world.source();
  return (severity = 1) => triggerAlert(node.db, { sourceId, serviceId, severity });
}

const pageOf = (node: TestServer) =>
  eventually(async () => (await node.admin.call(listPages, {})).items.find((page) => page.service !== null));
const states = async (node: TestServer) =>
  (await notificationsOf(node.db)).map((each) => `${each.channel} ${each.state}`);

test('an acknowledgement during a send lets that one end and stays', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const slow = await hanging();
  const later = await ok();
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  await world.webhook(ada, slow.url);
  await world.rule(ada, await world.webhook(ada, later.url), 60);
  await world.rule(ada, 1, 0);
  await world.webhook(grace, later.url);
  const trigger = await paged(node, [ada, grace]);
  await trigger();
  await eventually(() => slow.held.length === 1);
  const page = await pageOf(node);
  await node.admin.call(acknowledgePage, { params: { id: page.id } });
  slow.held[0]!.writeHead(500).end();
  await eventually(async () => (await states(node)).every((state) => state !== 'webhook sending'));
  await node.clock.advance('1 hour');
  await eventually(async () => (await states(node)).every((state) => state === 'webhook void'));
  expect(later.seen).toHaveLength(0);
  expect(slow.seen).toHaveLength(1);
  expect(await node.admin.call(getPage, { params: { id: page.id } })).toMatchObject({
    state: 'acknowledged',
    generation: 2,
  });
});

test('what a dead node was sending is sent again by another one, marked as a possible repeat', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await ok();
  const ada = await world.person('Ada');
  const method = await world.webhook(ada, hook.url);
  const trigger = await paged(node, [ada]);
  await trigger();
  await eventually(() => hook.seen.length === 1);
  const page = await pageOf(node);
  await eventually(async () => (await states(node))[0] === 'webhook sent');
  // As a node leaves it behind that was killed between the send and the record of its outcome.
  await node.db.query(
    `insert into notifications (page_key, page_id, generation, round, step_index, person_id, contact_method_id, channel,
       severity, state, due_at, attempts, lease_until, lease_token, node_id)
     values ('lost', $1, 1, 0, 0, $2, $3, 'webhook', 1, 'sending', evenkeel.now(), 1,
       evenkeel.now() + interval '1 second', gen_random_uuid(), 0)`,
    [page.id, ada, method],
  );
  await node.db.query(
    `insert into notification_attempts (notification_id, attempt, node_id) select id, 1, 0 from notifications where page_key = 'lost'`,
  );
  await eventually(() => hook.seen.length === 2);
  expect(JSON.parse(hook.seen[1]!.body).data).toMatchObject({ idempotencyKey: 'lost', page: { mayRepeat: true } });
  const lost = await eventually(async () => {
    const detail = await node.admin.call(getPage, { params: { id: page.id } });
    return detail.notifications.find((each) => each.mayRepeat && each.state === 'sent');
  });
  expect(lost.attempts).toMatchObject([
    { attempt: 1, nodeId: 0, outcome: 'unknown' },
    { attempt: 2, outcome: 'sent' },
  ]);
});

test('a message whose receiver broke off is sent again under the same id, and says that it may be a repeat', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => {
    if (hook.seen.length === 1) response.destroy();
    else response.end();
  });
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const trigger = await paged(node, [ada]);
  await trigger();
  await eventually(async () => (await states(node))[0] === 'webhook pending');
  await node.clock.advance('6 seconds');
  await eventually(() => hook.seen.length === 2);
  const [first, second] = hook.seen.map(({ headers, body }) => ({
    id: headers['webhook-id'],
    ...JSON.parse(body).data,
  }));
  expect(second.id).toBe(first.id);
  expect(second.idempotencyKey).toBe(first.idempotencyKey);
  expect([first.page.mayRepeat, second.page.mayRepeat]).toEqual([false, true]);
  await eventually(async () => (await states(node))[0] === 'webhook sent');
  const detail = await node.admin.call(getPage, { params: { id: (await pageOf(node)).id } });
  expect(detail.notifications).toMatchObject([
    { state: 'sent', mayRepeat: true, attempts: [{ outcome: 'unknown' }, { outcome: 'sent' }] },
  ]);
});

test('two nodes do not send what one of them is still sending, and a send that lost its lease changes nothing', async () => {
  const node = await startTestServer();
  await startTestServer({ database: node });
  const world = worldOf(node);
  const slow = await hanging();
  const ada = await world.person('Ada');
  await world.webhook(ada, slow.url);
  const trigger = await paged(node, [ada]);
  await trigger();
  await eventually(() => slow.held.length === 1);
  // Another node has taken over: the answer of the first one comes too late.
  await node.db.query(
    "update notifications set lease_token = gen_random_uuid(), lease_until = evenkeel.now() + interval '1 hour'",
  );
  slow.held[0]!.end();
  await eventually(async () => {
    const text = await node.server.platform.metrics.metrics();
    const other = text.includes('outcome="lost"');
    return other || (await node.db.query("select from notifications where state = 'sending'")).rowCount === 1;
  });
  expect(await states(node)).toEqual(['webhook sending']);
  expect(slow.seen).toHaveLength(1);
});

test('a receiver that hangs holds up neither other receivers nor other channels', async () => {
  const mail = await mailServer(false);
  const node = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const world = worldOf(node);
  const slow = await hanging();
  const quick = await ok();
  const [ada, grace, alan] = [await world.person('Ada'), await world.person('Grace'), await world.person('Alan')];
  await world.webhook(ada, slow.url);
  await world.webhook(grace, quick.url);
  await world.email(alan, 'alan@example.org');
  const triggerSlow = await paged(node, [ada]);
  const triggerQuick = await paged(node, [grace]);
  const triggerMail = await paged(node, [alan]);
  for (let count = 0; count < 30; count += 1) await triggerSlow();
  await eventually(() => slow.held.length >= 8);
  await triggerQuick();
  await triggerMail();
  await eventually(() => quick.seen.length === 1 && mail.mails.length === 1, 3_000);
  expect(slow.held).toHaveLength(8);
  expect(mail.mails[0]).toMatchObject({ subject: '[SEV1] Checkout: Error rate' });
  for (let released = 0; released < 30; released += 1) {
    const response = await eventually(() => slow.held[released]);
    response.end();
  }
});

test('a mail server that refuses the address leads to the next contact method at once', async () => {
  const mail = await mailServer(true);
  const node = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const world = worldOf(node);
  const hook = await ok();
  const ada = await world.person('Ada');
  await world.rule(ada, await world.email(ada, 'ada@example.org'), 0);
  await world.webhook(ada, hook.url);
  const trigger = await paged(node, [ada]);
  await trigger();
  await eventually(() => hook.seen.length === 1);
  await eventually(async () => (await states(node)).join() === 'email failed,webhook sent');
  const detail = await node.admin.call(getPage, { params: { id: (await pageOf(node)).id } });
  expect(detail.notifications[0]).toMatchObject({
    outcome: 'the mail server answered 550',
    attempts: [{ outcome: 'failed' }],
  });
});

test('a receiver that fails is tried again after a while, and an urgent page uses the next way meanwhile', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const failing = await answering(503);
  const spare = await ok();
  const ada = await world.person('Ada');
  await world.rule(ada, await world.webhook(ada, failing.url), 0);
  await world.rule(ada, await world.webhook(ada, spare.url), 240);
  const trigger = await paged(node, [ada], 3_600);
  await trigger();
  await eventually(() => spare.seen.length === 1);
  expect(failing.seen).toHaveLength(1);
  for (const attempt of [2, 3, 4]) {
    await node.clock.advance('50 seconds');
    await eventually(() => failing.seen.length === attempt);
    await eventually(async () => (await states(node))[0] !== 'webhook sending');
  }
  expect(await states(node)).toEqual(['webhook failed', 'webhook sent']);
  const keys = new Set(failing.seen.map((request) => request.headers['webhook-id']));
  expect(keys.size).toBe(1);
});

test('when nobody of a step can be reached the next step begins at once, and the page tells', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await ok();
  const [ada, nobody, grace] = [await world.person('Ada'), await world.person('Nobody'), await world.person('Grace')];
  await world.webhook(ada, `http://127.0.0.1:${await closedPort()}/`);
  await world.webhook(grace, hook.url);
  const gone = await answering(410);
  await node.db.query('delete from contact_methods where person_id = $1', [ada]);
  const dead = await world.webhook(ada, gone.url);
  const trigger = await paged(node, [ada, nobody, grace], 86_400);
  await trigger();
  await eventually(() => hook.seen.length === 1);
  const page = await pageOf(node);
  expect(page.problems).toMatchObject(
    [
      { code: 'delivery_failed', personId: ada },
      { code: 'person_unreachable', personId: nobody },
      { code: 'step_empty' },
    ].slice(0, page.problems.length),
  );
  expect(page.problems.length).toBeGreaterThanOrEqual(2);
  const method = await node.db.query('select disabled_reason from contact_methods where id = $1', [dead]);
  expect(method.rows[0].disabled_reason).toContain('410');
});

test('a person who was deactivated or whose method was disabled after the planning is not notified', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const [later, spare] = [await ok(), await ok()];
  const ada = await world.person('Ada');
  const method = await world.webhook(ada, later.url);
  await world.rule(ada, method, 60);
  const trigger = await paged(node, [ada], 3_600);
  await trigger();
  await eventually(async () => (await states(node)).length === 1);
  await node.db.query(
    "update contact_methods set disabled_at = evenkeel.now(), disabled_reason = 'test' where id = $1",
    [method],
  );
  await world.webhook(ada, spare.url);
  await node.clock.advance('61 seconds');
  await eventually(() => spare.seen.length === 1);
  expect(later.seen).toHaveLength(0);
  await eventually(async () => (await states(node)).join() === 'webhook failed,webhook sent');
});

test('what a transaction claimed that is undone is not sent, and goes out once when its page is really there', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await ok();
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const trigger = await paged(node, [ada]);
  await node.db.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
     create constraint trigger refuse after insert on pages deferrable initially deferred
       for each row execute function refuse()`,
  );
  await trigger();
  // Numbers that were drawn stay drawn: the page was made, with everything, and undone at its commit.
  await eventually(async () => {
    const { rows } = await node.db.query<{ last_value: number }>('select last_value from pages_id_seq');
    return rows[0]!.last_value >= 2;
  });
  expect(hook.seen).toHaveLength(0);
  expect(await notificationsOf(node.db)).toEqual([]);
  await node.db.query('drop trigger refuse on pages');
  await eventually(async () => (await states(node))[0] === 'webhook sent');
  expect(hook.seen).toHaveLength(1);
  expect(await notificationsOf(node.db)).toMatchObject([{ attempts: 1, may_repeat: false }]);
});

test('a node that stops while a claim is about to be committed waits for its message and writes the outcome down', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  let answer = () => {};
  const slow = await receiver((_request, response) => {
    answer = () => response.end();
  });
  const ada = await world.person('Ada');
  await world.webhook(ada, slow.url);
  const trigger = await paged(node, [ada]);
  await node.db.query(
    `create function hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return null; end $$;
     create constraint trigger hold after insert on pages deferrable initially deferred for each row execute function hold()`,
  );
  const holder = await node.db.connect();
  await holder.query('begin; select pg_advisory_xact_lock(1)');
  await trigger();
  await eventually(async () => {
    const waiting =
      'select from pg_locks l join pg_database d on d.oid = l.database where datname = current_database()';
    return (await node.db.query(`${waiting} and locktype = 'advisory' and not granted`)).rowCount === 1;
  });
  const stopped = node.server.stop();
  await eventually(async () => (await node.db.query('select from signal_logs where sealed_at is null')).rowCount === 0);
  await holder.query('commit');
  holder.release();
  await eventually(() => slow.seen.length === 1);
  answer();
  await stopped;
  expect(await notificationsOf(node.db)).toMatchObject([{ state: 'sent', attempts: 1 }]);
  expect(slow.seen).toHaveLength(1);
});

test('a thousand pages that are due at once all go out, the most severe first', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await ok();
  const people: number[] = [];
  for (let count = 0; count < 10; count += 1) {
    const person = await world.person(`Person ${count}`);
    await world.webhook(person, hook.url);
    people.push(person);
  }
  const serviceId = await world.service(await world.policy(ladder(people.map(askPerson), 60)));
  const sourceId = await world.source();
  await node.db.query(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, service_id, paging, triggered_at, last_signal_at)
     select $1, i::text, sha256(i::text::bytea), 'triggered', 1 + i % 3, 'Storm ' || i, $2, 'wanted', evenkeel.now(), evenkeel.now()
     from generate_series(1, 1000) i`,
    [sourceId, serviceId],
  );
  await eventually(() => hook.seen.length === 1000, 40_000);
  await eventually(async () => (await states(node)).every((state) => state === 'webhook sent'));
  await node.clock.advance('61 seconds');
  await eventually(() => hook.seen.length === 2000, 40_000);
  expect(new Set(hook.seen.map((request) => request.headers['webhook-id'])).size).toBe(2000);
}, 120_000);

test('an idle node hands the first message over within milliseconds of accepting the signal', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await ok();
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  const { key } = await insertSource(node.db, 'pagerduty-events-v2', { serviceId });
  const delaysMs: number[] = [];
  for (let count = 0; count < 30; count += 1) {
    const startedAt = performance.now();
    const payload = { summary: `Trouble ${count}`, source: 'db-1', severity: 'critical' };
    await fetch(`${node.url}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key: key, event_action: 'trigger', dedup_key: `key ${count}`, payload }),
    });
    await eventually(() => hook.arrivals.length === count + 1);
    delaysMs.push(hook.arrivals[count]! - startedAt);
  }
  const sorted = delaysMs.toSorted((a, b) => a - b);
  // The polls are 200 ms apart, and a message that waited for one of them would wait for others: this has not.
  expect(sorted[15], sorted.map((each) => each.toFixed(1)).join(' ')).toBeLessThan(190);
});
