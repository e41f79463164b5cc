import { expect, test } from 'vitest';
import { startTeamsBot } from '../../../../../test/stand-ins/teams-bot.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { teamsBot, teamsBotAccount } from './bot.ts';

const ended = oneOfEachKind()[1] as PageEndMessage;
const done = { isDone: true, text: 'Acknowledged. Nobody else is paged.', isRepeat: false };

async function bot(more: Record<string, unknown> = {}) {
  const stand = await startTeamsBot();
  const kind = tryKind(teamsBotAccount, { ...stand.settings, ...more });
  return { stand, kind, toAda: { kind: 'person', to: stand.ada }, toChannel: { kind: 'channel', to: stand.channelId } };
}

test('a page is a direct message with buttons that alerts, and changes when somebody has taken it', async () => {
  const { stand, kind, toAda } = await bot();
  const reference = { conversation: 'a:direct', activity: 'activity-0' };
  expect(await kind.send(pageMessage(), toAda)).toEqual({ outcome: 'sent', providerId: 'activity-0', reference });
  const [activity] = stand.activities;
  expect(activity!.channelData).toEqual({ notification: { alert: true } });
  const card = activity!.attachments![0]!.content;
  expect(JSON.stringify(card.body)).toContain('[SEV1] Checkout: High error rate (3 alerts)');
  expect(card.actions.map(({ type, title, verb }) => [type, title, verb])).toEqual([
    ['Action.Execute', 'Acknowledge', 'acknowledge'],
    ['Action.Execute', 'Escalate', 'escalate'],
    ['Action.Execute', 'Resolve', 'resolve'],
    ['Action.OpenUrl', 'Open page', undefined],
    ['Action.OpenUrl', 'Runbook', undefined],
    ['Action.OpenUrl', 'Dashboard', undefined],
  ]);

  expect(await kind.update(ended, reference, toAda)).toMatchObject({ outcome: 'sent', reference });
  expect(stand.activities).toHaveLength(1);
  const changed = activity!.attachments![0]!.content;
  expect(JSON.stringify(changed.body)).toContain('Acknowledged by Bo');
  expect(changed.actions.filter(({ type }) => type === 'Action.Execute')).toEqual([]);
});

test('one token serves many messages, and is asked for anew where it was withdrawn', async () => {
  const { stand, kind, toChannel } = await bot();
  for (let count = 0; count < 3; count++) await kind.send(pageMessage(), toChannel);
  expect(stand.issued).toHaveLength(1);
  stand.withdrawToken();
  expect(await kind.send(pageMessage(), toChannel)).toMatchObject({ outcome: 'failed', isProviderFault: true });
  expect(await kind.send(pageMessage(), toChannel)).toMatchObject({ outcome: 'sent' });
  expect(stand.issued).toHaveLength(2);
});

test('hostile text stays text and stays within what Teams takes', async () => {
  const { stand, kind, toChannel } = await bot();
  for (const [, text] of hostileTexts) {
    const message = pageMessage({ title: text, summary: Array.from({ length: 200 }, () => text) });
    expect(await kind.send(message, toChannel)).toMatchObject({ outcome: 'sent' });
  }
  const runs = JSON.stringify(stand.activities.map(({ attachments }) => attachments![0]!.content.body));
  expect(runs).not.toContain('"TextBlock"');
});

test('a press is whoever pressed, and its answer is what came of it', async () => {
  const { stand, kind, toAda } = await bot();
  await kind.send(pageMessage(), toAda);
  const [acknowledge] = stand.activities[0]!.attachments![0]!.content.actions;
  const press = stand.press(acknowledge!);
  const inbound = await kind.receive(stand.signed(press));
  const by = { channel: 'teams-bot', identity: teamsBot.identityOf(toAda) };
  expect(inbound!.happenings).toEqual([{ kind: 'press', key: press.id, action: 'acknowledge', token: 'tok-1', by }]);
  const { status, body } = await inbound!.answer([done]);
  expect(status).toBe(200);
  expect(JSON.parse(body!)).toEqual({
    ...{ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: done.text },
  });
});

test('any word is answered with the IDs that the forms ask for', async () => {
  const { stand, kind } = await bot();
  const inbound = await kind.receive(stand.signed(stand.heard('message', { text: 'hello' })));
  expect(inbound!.happenings).toEqual([]);
  expect(await inbound!.answer([])).toEqual({ status: 200 });
  await inbound!.after!([]);
  expect(stand.activities[0]).toMatchObject({
    ...{ conversation: 'a:direct', textFormat: 'plain', text: expect.stringContaining(stand.ada) },
  });
  // Being added is no reason to write.
  const added = await kind.receive(stand.signed(stand.heard('conversationUpdate')));
  await added!.after!([]);
  expect(stand.activities).toHaveLength(1);
});

test('what is not signed by the connector, for this bot, this service and this tenant is refused', async () => {
  const { stand, kind } = await bot();
  const activity = stand.press({ type: 'Action.Execute', title: '', verb: 'acknowledge', data: { token: 'tok-1' } });
  const good = stand.signed(activity);
  expect(await kind.receive(good)).not.toBeNull();
  const seconds = Math.floor(Date.now() / 1000);
  const refused = {
    'no token': { body: good.body },
    'another issuer': stand.signed(activity, { iss: 'https://sts.windows.net/' }),
    'another bot': stand.signed(activity, { aud: stand.settings.tenantId }),
    'another service': stand.signed(activity, { serviceurl: 'https://evil.example/teams' }),
    'a service that the token does not name': stand.signed({ ...activity, serviceUrl: 'https://evil.example' }),
    'a token that has ended': stand.signed(activity, { exp: seconds - 400 }),
    'a token that has no end': stand.signed(activity, { exp: undefined }),
    'a key of nobody': stand.signed(activity, {}, stand.makeKey('key-1', ['msteams'])),
    'a key that is not for Teams': stand.signed(activity, {}, stand.keys[1]),
    'another tenant': stand.signed({ ...activity, channelData: { tenant: { id: stand.settings.appId } } }),
    'no activity': stand.signed({ type: 'invoke' }),
    'no JSON': { ...good, body: 'no JSON' },
  };
  const [head, payload] = good.headers.authorization.split('.');
  const unsigned = { ...good, headers: { authorization: `${head}.${payload}.` } };
  for (const [what, request] of Object.entries({ ...refused, unsigned })) {
    expect([what, await kind.receive(request)]).toEqual([what, null]);
  }
});

test('a new key of the connector is found, and forged ones do not make us ask at each request', async () => {
  const { stand, kind } = await bot();
  const activity = stand.heard('message');
  expect(await kind.receive(stand.signed(activity))).not.toBeNull();
  expect(stand.asked('/keys')).toBe(1);
  const forged = stand.makeKey('key-9', ['msteams']);
  for (let count = 0; count < 5; count++) expect(await kind.receive(stand.signed(activity, {}, forged))).toBeNull();
  expect(stand.asked('/keys')).toBe(1);
  const added = stand.makeKey('key-3', ['msteams']);
  stand.keys.push(added);
  const wallNow = kind.io.wallNow;
  kind.io.wallNow = () => wallNow() + 61_000;
  expect(await kind.receive(stand.signed(activity, {}, added))).not.toBeNull();
  expect(stand.asked('/keys')).toBe(2);
});

test('who cannot be written to is told apart from a refused bot', async () => {
  const { stand, kind } = await bot();
  const strangers = [
    { kind: 'person', to: stand.settings.appId },
    { kind: 'channel', to: '19:gone@thread.tacv2' },
  ];
  for (const to of strangers) {
    const outcome = await kind.send(pageMessage(), to);
    expect(outcome).toMatchObject({ outcome: 'failed' });
    expect(outcome).not.toHaveProperty('isProviderFault');
  }
  const wrong = tryKind(teamsBotAccount, { ...stand.settings, clientSecret: 'not the secret' });
  expect(await wrong.send(pageMessage(), { kind: 'person', to: stand.ada })).toEqual({
    ...{ outcome: 'failed', reason: 'Microsoft refused the client secret', isProviderFault: true },
  });
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '9' } },
    { outcome: 'retry', afterSeconds: 9 },
  ],
  [{ status: 502 }, { outcome: 'retry', mayHaveArrived: true }],
  [{ status: 400, body: { error: { code: 'BadSyntax' } } }, { outcome: 'failed' }],
  [
    { status: 200, body: 'a proxy' },
    { outcome: 'failed', isProviderFault: true },
  ],
])('%j is %j', async (fault, outcome) => {
  const { stand, kind, toChannel } = await bot();
  stand.setFault(fault);
  expect(await kind.send(pageMessage(), toChannel)).toMatchObject(outcome);
});

test('an object ID is a GUID, and a conversation has no place in an address of its own', () => {
  const accept = (to: object) => () => teamsBot.acceptSettings(to as never);
  expect(accept({ kind: 'person', to: 'ada@example.com' })).toThrow();
  expect(accept({ kind: 'channel', to: '19:abc@thread.tacv2' })).not.toThrow();
  expect(accept({ kind: 'channel', to: '19:a/../b' })).toThrow();
});
