import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { startTelnyx } from '../../../../test/stand-ins/telnyx.ts';
import { startTwilio } from '../../../../test/stand-ins/twilio.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, reassignPage, resolvePage } from '../../../contract/respond/pages/responses.ts';
import { addProvider, listProviders, readProvider } from '../../../contract/respond/providers.ts';
import { hashIdentity } from '../../directory/contact-methods/reachability.ts';
import { askPerson, ladder, notificationsOf, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

const number = '+4917012345678';

async function nightWatch(channels: string[], more: Record<string, unknown> = {}) {
  const node = await startTestServer();
  const world = worldOf(node);
  const twilio = await startTwilio();
  const provider = await node.admin.call(addProvider, {
    body: { kind: 'twilio', name: 'Twilio', settings: { ...twilio.settings, ...more } },
  });
  const ada = await world.person('Ada');
  let delay = 0;
  for (const channel of channels) {
    const id = await world.method(ada, channel, { number });
    await node.db.query('update contact_methods set identity_hash = $2 where id = $1', [
      id,
      hashIdentity(channel, number),
    ]);
    await world.rule(ada, id, delay);
    delay += 600;
  }
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  const sourceId = await world.source();
  const trigger = (title = 'High error rate') => triggerAlert(node.db, { sourceId, serviceId, severity: 2, title });
  return { node, world, twilio, provider, ada, trigger };
}

const onlyPage = async (node: TestServer) =>
  (await node.admin.call(listPages, {})).items.find((page) => page.service !== null)!;
const states = async (node: TestServer) =>
  (await notificationsOf(node.db)).map(({ channel, state }) => `${channel} ${state}`);

test('nobody picks up the call: a text message goes out at once, and its reply takes the page', async () => {
  const { node, twilio, provider, trigger } = await nightWatch(['voice', 'sms']);
  await trigger();
  const call = await eventually(() => twilio.calls()[0]);
  expect(call.form.get('Twiml')).toContain('High error rate');
  expect((await twilio.callStatus(call, 'no-answer')).status).toBe(200);
  // Reported a second time, as providers do: it counts once.
  await twilio.callStatus(call, 'no-answer');
  const text = await eventually(() => twilio.texts()[0]);
  expect(text.form.get('Body')).toBe(
    'Evenkeel 1: (SEV2) Checkout: High error rate\nReply 1a to acknowledge, 1e to escalate',
  );
  await twilio.textStatus(text, 'delivered');

  const { hookUrl } = await node.admin.call(readProvider, { params: { id: provider.id } });
  expect((await twilio.write(hookUrl!, '+4999999999', '1a')).text).not.toContain('Acknowledged');
  expect((await twilio.write(hookUrl!, number, 'what is this')).text).toContain('Reply with the code');
  const answer = await twilio.write(hookUrl!, number, '1a', 'SM1');
  expect(answer.text).toContain('Acknowledged. It is yours: High error rate');
  const page = await node.admin.call(getPage, { params: { id: (await onlyPage(node)).id } });
  expect([page.state, page.acknowledgedBy?.name]).toEqual(['acknowledged', 'Ada']);
  expect((await twilio.write(hookUrl!, number, '1a')).text).toContain('Already acknowledged by Ada');
  expect(await states(node)).toEqual(['voice failed', 'sms sent']);
  const [, sms] = page.notifications;
  expect([sms!.deliveredAt !== null, sms!.provider?.name]).toEqual([true, 'Twilio']);
});

test('a key takes the page in the call, and only a pressed key does: a voicemail is a failed attempt', async () => {
  const { node, twilio, trigger } = await nightWatch(['voice', 'sms']);
  await trigger();
  const call = await eventually(() => twilio.calls()[0]);
  await twilio.answeredBy(call, 'machine_start');
  await twilio.callStatus(call, 'completed');
  await eventually(() => twilio.texts().length === 1);
  expect((await onlyPage(node)).state).toBe('open');
  expect((await twilio.press(call, '9')).text).toContain('That key does nothing');
  expect((await twilio.press(call, '4')).text).toContain('Acknowledged');
  expect((await onlyPage(node)).state).toBe('acknowledged');
});

test('a call that still rings ends when the page is taken elsewhere', async () => {
  const { node, twilio, trigger } = await nightWatch(['voice']);
  await trigger();
  const call = await eventually(() => twilio.calls()[0]);
  await eventually(async () => (await states(node))[0] === 'voice sent');
  await node.admin.call(acknowledgePage, { params: { id: (await onlyPage(node)).id } });
  await eventually(() => call.endedBy === 'completed');
});

test('what somebody else signed, or signed for another address, changes nothing', async () => {
  const { node, twilio, trigger } = await nightWatch(['sms']);
  await trigger();
  const text = await eventually(() => twilio.texts()[0]);
  const url = text.form.get('StatusCallback')!;
  const fields = { MessageSid: text.sid, MessageStatus: 'failed', To: number };
  expect((await twilio.callBack(url, fields, 'another-token')).status).toBe(401);
  expect((await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).status).toBe(401);
  expect((await fetch(url.replace(/\d+$/, '999'), { method: 'POST' })).status).toBe(404);
  await eventually(async () => (await states(node))[0] === 'sms sent');
});

test('a receipt that comes late, twice or in the wrong order counts once, and what was delivered stays delivered', async () => {
  const { node, twilio, trigger } = await nightWatch(['sms', 'voice']);
  await trigger();
  const text = await eventually(() => twilio.texts()[0]);
  await twilio.textStatus(text, 'delivered');
  await twilio.textStatus(text, 'undelivered', '30003');
  expect(await states(node)).toEqual(['sms sent', 'voice pending']);
  await node.clock.advance('61 seconds');
  await trigger('Disk full');
  const second = await eventually(() => twilio.texts()[1]);
  await twilio.textStatus(second, 'undelivered', '30003');
  await twilio.textStatus(second, 'failed', '30003');
  await twilio.textStatus(second, 'delivered');
  await eventually(() => twilio.calls().length === 1);
});

test('a provider that refuses us is passed over for the next one, and told on its page', async () => {
  const { node, twilio, trigger } = await nightWatch(['sms']);
  const spare = await startTwilio();
  await node.admin.call(addProvider, {
    body: { kind: 'twilio', name: 'Spare', position: 1, settings: spare.settings },
  });
  twilio.setFault({ status: 401, body: { code: 20003, message: 'Authenticate' } });
  await trigger();
  await eventually(() => spare.texts().length === 1);
  const { items } = await node.admin.call(listProviders, {});
  await eventually(async () => (await states(node))[0] === 'sms sent');
  const [first] = (await node.admin.call(listProviders, {})).items;
  expect(items.map(({ name }) => name)).toEqual(['Twilio', 'Spare']);
  expect([first!.failingSince !== null, first!.lastOutcome]).toEqual([true, 'Twilio refused our sign-in']);
  expect(JSON.stringify(items)).not.toContain(twilio.settings.authToken);
});

test('a message that was taken although the connection broke is found and not sent again', async () => {
  const { node, twilio, trigger } = await nightWatch(['sms']);
  twilio.setFault({ status: 201, hangAfterTaking: true });
  await trigger();
  await eventually(async () => (await states(node))[0] === 'sms sent');
  expect(twilio.texts()).toHaveLength(1);
});

test('STOP ends the messages to a number, and START begins them again', async () => {
  const { node, twilio, provider, trigger } = await nightWatch(['sms']);
  const { hookUrl } = await node.admin.call(readProvider, { params: { id: provider.id } });
  const reasons = async () => (await node.db.query('select disabled_reason from contact_methods')).rows;
  await twilio.write(hookUrl!, number, 'Stop');
  expect(await reasons()).toEqual([{ disabled_reason: 'the number asked for no more messages (STOP)' }]);
  await twilio.write(hookUrl!, number, 'START');
  expect(await reasons()).toEqual([{ disabled_reason: null }]);
  await trigger();
  await eventually(() => twilio.texts().length === 1);
});

test('the provider of a country is asked first, and told what to say as its call goes on', async () => {
  const { node, twilio, trigger } = await nightWatch(['voice']);
  const telnyx = await startTelnyx();
  await node.admin.call(addProvider, {
    body: { kind: 'telnyx', name: 'Germany', position: 1, countries: ['+49'], settings: telnyx.settings },
  });
  await trigger();
  const call = await eventually(() => telnyx.calls[0]);
  expect(twilio.calls()).toEqual([]);
  const report = async (event: string, more: object = {}) => {
    const { body, headers } = telnyx.ofCall(event, { ...call, ...telnyx.commands.at(-1), id: call.id }, more);
    const reply = await fetch(call.webhook_url, { method: 'POST', headers, body });
    return reply.status;
  };
  expect(await report('call.answered')).toBe(200);
  await eventually(() => telnyx.commands.length === 1);
  expect(telnyx.commands[0].payload).toContain('High error rate. Press 4 to acknowledge');
  expect(await report('call.gather.ended', { digits: '4', status: 'valid', to: number })).toBe(200);
  await eventually(() => telnyx.commands.length === 2);
  expect(telnyx.commands[1].payload).toBe('Acknowledged. It is yours: High error rate. Good bye.');
  expect((await onlyPage(node)).state).toBe('acknowledged');
});

test('a late reply to a page that is over takes no other page: a code is given once in a day', async () => {
  const { node, twilio, provider, trigger } = await nightWatch(['sms']);
  const { hookUrl } = await node.admin.call(readProvider, { params: { id: provider.id } });
  await trigger('First fault');
  await eventually(async () => (await states(node))[0] === 'sms sent');
  await node.admin.call(resolvePage, { params: { id: (await onlyPage(node)).id } });
  await node.clock.advance('2 minutes');
  await trigger('Second fault');
  const second = await eventually(() => twilio.texts()[1]);
  expect(second.form.get('Body')).toContain('Reply 2a');
  expect((await twilio.write(hookUrl!, number, '1a')).text).toContain('Already resolved: First fault');
  const openOnes = async () =>
    (await node.admin.call(listPages, { query: { state: 'open' } })).items.map((page) => page.title);
  expect(await openOnes()).toEqual(['Second fault']);
  await eventually(async () => (await states(node))[1] === 'sms sent');

  await node.clock.advance('25 hours');
  await trigger('Third fault');
  const third = await eventually(() => twilio.texts()[2]);
  expect(third.form.get('Body')).toContain('Reply 1a');
});

test('a text message goes out with its link also when no reply code can be had', async () => {
  const { node, twilio, trigger } = await nightWatch(['sms']);
  await node.db.query(`create function evenkeel.refuse() returns trigger language plpgsql
    as $$ begin raise 'the database is away'; end $$`);
  await node.db.query(`create trigger refuse before update of reply_code on evenkeel.notifications
    for each row when (new.reply_code is not null) execute function evenkeel.refuse()`);
  await trigger();
  const text = await eventually(() => twilio.texts()[0]);
  expect(text.form.get('Body')).toMatch(/High error rate\n.*\/a\//s);
  expect(text.form.get('Body')).not.toContain('Reply');
  await eventually(async () => (await states(node))[0] === 'sms sent');
});

test('a call that still rings ends when its page is reassigned, and whoever is notified instead is called', async () => {
  const { node, world, twilio, trigger } = await nightWatch(['voice']);
  const grace = await world.person('Grace');
  await world.method(grace, 'voice', { number: '+4917098765432' });
  await trigger();
  const call = await eventually(() => twilio.calls()[0]);
  await eventually(async () => (await states(node))[0] === 'voice sent');
  const { id } = await onlyPage(node);
  await node.admin.call(reassignPage, { params: { id }, body: { target: { kind: 'person', id: grace } } });
  await eventually(() => call.endedBy === 'completed');
  const other = await eventually(() => twilio.calls()[1]);
  expect(other.form.get('To')).toBe('+4917098765432');
  expect(other.endedBy).toBeUndefined();
});

test('the call in which a key takes the page says so to its end, and another one that rings is ended', async () => {
  const { node, world, twilio, trigger } = await nightWatch(['voice']);
  const ada = (await node.db.query<{ id: number }>("select id from people where name = 'Ada'")).rows[0]!.id;
  const second = await world.method(ada, 'voice', { number: '+4917098765432' });
  await world.rule(ada, second, 0);
  await trigger();
  await eventually(() => twilio.calls().length === 2);
  await eventually(async () => (await states(node)).every((state) => state === 'voice sent'));
  const [pressed, ringing] = [number, '+4917098765432'].map((to) =>
    twilio.calls().find(({ form }) => form.get('To') === to),
  );
  expect((await twilio.press(pressed!, '4')).text).toContain('Acknowledged');
  await eventually(() => ringing!.endedBy === 'completed');
  expect(pressed!.endedBy).toBeUndefined();
});

test('a receipt of failure for what an earlier generation sent leads nowhere, one of this generation to the next way', async () => {
  const { node, twilio, ada, trigger } = await nightWatch(['voice', 'sms']);
  await trigger();
  const first = await eventually(() => twilio.calls()[0]);
  await eventually(async () => (await states(node))[0] === 'voice sent');
  const { id } = await onlyPage(node);
  await node.admin.call(reassignPage, { params: { id }, body: { target: { kind: 'person', id: ada } } });
  // The same phone has just been called for it.
  await node.clock.advance('61 seconds');
  const second = await eventually(() => twilio.calls()[1]);
  await eventually(async () => (await states(node)).filter((state) => state === 'voice sent').length === 2);
  await twilio.callStatus(first, 'no-answer');
  expect(await states(node)).toEqual(['voice failed', 'sms void', 'voice sent', 'sms pending']);
  await twilio.callStatus(second, 'no-answer');
  await eventually(() => twilio.texts().length === 1);
  const texts = async () => (await states(node)).filter((state) => state.startsWith('sms'));
  await expect.poll(texts).toEqual(['sms void', 'sms sent']);
});
