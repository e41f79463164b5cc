import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startNtfy } from '../../../../test/stand-ins/ntfy.ts';
import { startTwilio } from '../../../../test/stand-ins/twilio.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, resolvePage } from '../../../contract/respond/pages/responses.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import { hashIdentity } from '../../directory/contact-methods/reachability.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, notificationsOf, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

const number = '+4917012345678';

async function onePhone() {
  const node = await startTestServer();
  const world = worldOf(node);
  const twilio = await startTwilio();
  const provider = await node.admin.call(addProvider, {
    body: { kind: 'twilio', name: 'Twilio', settings: { ...twilio.settings, links: true } },
  });
  const ada = await world.person('Ada');
  const method = await world.method(ada, 'sms', { number });
  const hash = hashIdentity('sms', number);
  await node.db.query('update contact_methods set identity_hash = $2 where id = $1', [method, hash]);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  const sourceId = await world.source();
  const trigger = (title: string, severity: number) =>
    triggerAlert(node.db, { sourceId, serviceId, severity, title, groupKey: title });
  const states = async () => (await notificationsOf(node.db)).map(({ state }) => state);
  const bodies = () => twilio.texts().map(({ form }) => form.get('Body')!);
  return {
    node,
    world,
    ada,
    method,
    twilio,
    hookUrl: `${node.url}/hooks/twilio/${provider.id}`,
    trigger,
    states,
    bodies,
  };
}

test('two hundred pages for one person are two messages, and one reply takes what the second one lists', async () => {
  const { node, twilio, hookUrl, trigger, states, bodies } = await onePhone();
  for (let number = 1; number <= 200; number += 1) await trigger(`Disk ${number} full`, 3);
  await eventually(async () => (await states()).length === 200);
  await eventually(async () => (await states()).filter((state) => state === 'sent').length >= 1);
  await eventually(async () => (await states()).every((state) => state === 'sent' || state === 'pending'));
  const atOnce = (await states()).filter((state) => state === 'sent').length;
  expect(bodies()).toHaveLength(1);

  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  expect(bodies()).toHaveLength(2);
  expect(bodies()[1]).toContain(`and ${199 - atOnce} more pages`);
  const open = async () => (await node.admin.call(listPages, { query: { state: 'open', limit: 200 } })).items.length;
  expect(await open()).toBe(200);
  const code = /Reply (\d+)a/.exec(bodies()[1]!)![1]!;
  const reply = await twilio.write(hookUrl.replace(node.url, node.server.url), number, `${code}a`);
  expect(reply.text).toContain(`and ${199 - atOnce} more`);
  expect(await open()).toBe(atOnce);
});

test('the first page of SEV1 or SEV2 goes at once, however many others have just gone out', async () => {
  const { node, trigger, states, bodies } = await onePhone();
  await trigger('Disk full', 3);
  await eventually(() => bodies().length === 1);
  await eventually(async () => (await states())[0] === 'sent');
  await trigger('Another disk', 3);
  await trigger('Shop is down', 1);
  await eventually(() => bodies().length === 2);
  expect(bodies()[1]).toContain('(SEV1) Checkout: Shop is down');
  await trigger('Database is down', 1);
  await trigger('Third disk', 4);
  await eventually(async () => (await states()).length === 5);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  expect(bodies()).toHaveLength(3);
  expect(bodies()[2]).toContain('(SEV1) Checkout: Database is down');
});

test('the link of a message with several pages shows them and acknowledges all, and takes that back', async () => {
  const { node, trigger, states, bodies } = await onePhone();
  await trigger('Disk full', 3);
  await eventually(async () => (await states())[0] === 'sent');
  for (const title of ['Second disk', 'Third <b>disk</b>']) await trigger(title, 3);
  await eventually(async () => (await states()).length === 3);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  expect(bodies()).toHaveLength(2);
  const link = /https?:\S+/.exec(bodies()[1]!)![0];
  const shown = await (await fetch(link)).text();
  expect(shown).toContain('1 more page in the same message');
  expect(shown).toContain('Acknowledge all 2');
  expect(shown).not.toContain('<b>disk');
  const pages = async () => (await node.admin.call(listPages, {})).items.map(({ state }) => state).sort();
  await fetch(`${link}/acknowledgement`, { method: 'POST' });
  expect(await pages()).toEqual(['acknowledged', 'acknowledged', 'open']);
  await fetch(`${link}/acknowledgement/undo`, { method: 'POST' });
  expect(await pages()).toEqual(['open', 'open', 'open']);
});

test('when somebody has taken the first page of a message, a reply and the link still take the others', async () => {
  const { node, twilio, hookUrl, trigger, states, bodies } = await onePhone();
  await trigger('Disk full', 3);
  await eventually(async () => (await states())[0] === 'sent');
  for (const title of ['Second disk', 'Third disk']) await trigger(title, 3);
  await eventually(async () => (await states()).length === 3);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  const body = bodies()[1]!;
  const lead = (await node.admin.call(listPages, {})).items.find(({ title }) => body.includes(title))!;
  await node.admin.call(acknowledgePage, { params: { id: lead.id } });
  expect(await (await fetch(/https?:\S+/.exec(body)![0])).text()).toContain('Acknowledge the 1 open');
  const code = /Reply (\d+)a/.exec(body)![1]!;
  const reply = await twilio.write(hookUrl.replace(node.url, node.server.url), number, `${code}a`);
  expect(reply.text).not.toContain('Already');
  const pages = (await node.admin.call(listPages, {})).items.map(({ state }) => state).sort();
  expect(pages).toEqual(['acknowledged', 'acknowledged', 'open']);
});

test('a message that tells of several pages is changed when the last of them is over', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const server = await startNtfy();
  await node.admin.call(addProvider, {
    body: { kind: 'ntfy', name: 'Push', settings: { url: server.url, replaces: true } },
  });
  const ada = await world.person('Ada');
  await world.method(ada, 'ntfy', { topic: 'phone-of-ada' });
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  const sourceId = await world.source();
  const trigger = (title: string) =>
    triggerAlert(node.db, { sourceId, serviceId, severity: 3, title, groupKey: title });
  const states = async () => (await notificationsOf(node.db)).map(({ state }) => state);
  await trigger('First disk');
  await eventually(async () => (await states())[0] === 'sent');
  await trigger('Second disk');
  await trigger('Third disk');
  await eventually(async () => (await states()).length === 3);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  expect(server.messages).toHaveLength(2);
  const { items } = await node.admin.call(listPages, {});
  const idOf = (title: string) => items.find((page) => page.title === title)!.id;
  await node.admin.call(acknowledgePage, { params: { id: idOf('Third disk') } });
  // What is due later has been looked at when this one has been changed.
  await node.admin.call(acknowledgePage, { params: { id: idOf('First disk') } });
  await eventually(() =>
    server.messages.some(({ title }) => title?.startsWith('Acknowledged') && title.includes('First')),
  );
  expect(server.messages).toHaveLength(3);
  await node.admin.call(resolvePage, { params: { id: idOf('Second disk') } });
  const changed = await eventually(() => server.messages[3]);
  expect(changed.title).toContain('and 1 more page');
  expect(changed.sequence_id).toBe(server.messages[1]!.sequence_id);
});

test('when a message for several pages turns out not to have arrived, each of them goes another way, once', async () => {
  const { node, world, ada, method, twilio, trigger, states, bodies } = await onePhone();
  const hook = await receiver((_request, response) => response.end());
  for (const urgency of ['high', 'low']) await world.rule(ada, method, 0, urgency);
  await world.webhook(ada, hook.url);
  await trigger('Disk full', 3);
  await eventually(async () => (await states())[0] === 'sent');
  for (const title of ['Second disk', 'Third disk', 'Fourth disk']) await trigger(title, 3);
  await eventually(async () => (await states()).length === 4);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  expect(bodies()).toHaveLength(2);
  expect(hook.seen).toHaveLength(0);
  await twilio.textStatus(twilio.texts()[1]!, 'undelivered', '30003');
  await eventually(async () => (await states()).length === 7);
  await eventually(async () => (await states()).filter((state) => state === 'sent').length === 4);
  expect((await states()).slice(0, 4)).toEqual(['sent', 'failed', 'failed', 'failed']);
  expect(hook.seen).toHaveLength(3);

  await twilio.textStatus(twilio.texts()[1]!, 'undelivered', '30003');
  await trigger('Fifth disk', 3);
  await eventually(async () => (await states()).length === 8);
  expect(hook.seen).toHaveLength(3);
});

test('what was delivered is delivered for each page that the message tells of', async () => {
  const { node, twilio, trigger, states } = await onePhone();
  await trigger('Disk full', 3);
  await eventually(async () => (await states())[0] === 'sent');
  for (const title of ['Second disk', 'Third disk']) await trigger(title, 3);
  await eventually(async () => (await states()).length === 3);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  await twilio.textStatus(twilio.texts()[1]!, 'delivered');
  const delivered = async () =>
    (await node.db.query('select id from notifications where delivered_at is not null')).rowCount;
  await eventually(async () => (await delivered()) === 2);
});

test('a message that did not arrive holds back no SEV1', async () => {
  const { node, twilio, trigger, states, bodies } = await onePhone();
  await trigger('Shop is down', 1);
  await eventually(async () => (await states())[0] === 'sent');
  await twilio.textStatus(twilio.texts()[0]!, 'undelivered', '30003');
  await eventually(async () => (await states())[0] === 'failed');
  await trigger('Database is down', 1);
  await eventually(() => bodies().some((body) => body.includes('Database is down')));
  const open = (await node.admin.call(listPages, { query: { state: 'open' } })).items.map(({ title }) => title);
  expect(open).toEqual(expect.arrayContaining(['Shop is down', 'Database is down']));
});
