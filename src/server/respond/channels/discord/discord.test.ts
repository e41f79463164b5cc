import { expect, test } from 'vitest';
import { startDiscord } from '../../../../../test/stand-ins/discord.ts';
import { done, tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { discord, discordApplication } from './discord.ts';
import { discordWebhook } from './webhook.ts';

const ended = oneOfEachKind()[1] as PageEndMessage;

async function application(more: Record<string, unknown> = {}) {
  const stand = await startDiscord();
  const { apiUrl, botToken, verifier, ada } = stand;
  const kind = tryKind(discordApplication, { apiUrl, botToken, verifier, ...more });
  const hook = tryKind(discordWebhook, { url: stand.webhookUrl });
  return { stand, kind, hook, toAda: { kind: 'person', to: ada } };
}

test('a page is a direct message with buttons, and changes when somebody has taken it', async () => {
  const { stand, kind, toAda } = await application();
  const sent = await kind.send(pageMessage(), toAda);
  const [message] = stand.messages;
  const reference = { id: message!.id, channel: '333333333333333333' };
  expect(sent).toEqual({ outcome: 'sent', providerId: message!.id, reference });
  expect(message!.content).toBe('\\[SEV1\\] Checkout: High error rate (3 alerts)');
  expect(message!.embeds[0]!.description).toContain('Next: Grace in 5 min');
  expect(message!.embeds[0]!.fields[0]!.value).toContain('[Runbook](https://wiki.evenkeel.test/runbooks/5xx)');
  expect(message!.components[0]!.components.map(({ custom_id }) => custom_id)).toEqual([
    'acknowledge:tok-1',
    'escalate:tok-1',
    'resolve:tok-1',
  ]);
  // A repeat after a broken connection is the same message.
  expect(await kind.send(pageMessage(), toAda)).toEqual(sent);
  expect(stand.messages).toHaveLength(1);

  expect(await kind.update(ended, reference, toAda)).toMatchObject({ outcome: 'sent' });
  expect(message!.content).toContain('Acknowledged by Bo');
  expect(message!.components).toEqual([]);
});

test('a channel gets a message by its ID, and without a public key there are no buttons', async () => {
  const { stand, kind } = await application({ verifier: undefined });
  expect(await kind.send(pageMessage(), { kind: 'channel', to: stand.channelId })).toMatchObject({ outcome: 'sent' });
  expect(stand.messages[0]!.components).toEqual([]);
  expect(stand.messages[0]!.embeds[0]!.fields[0]!.value).toContain('[Acknowledge](https://evenkeel.test/a/tok-1)');
});

test('every kind of message fits, and hostile text stays text and notifies nobody', async () => {
  const { stand, kind, hook, toAda } = await application();
  const attacks = ['@everyone @here <@111111111111111111>', '**bold** ||spoiler|| [a](https://evil.example)'];
  const messages = [...attacks, ...hostileTexts.map(([, text]) => text)].map((title, place) => ({
    ...pageMessage({
      title,
      summary: [title],
      references: [{ text: title, href: `https://e.example/${'x'.repeat(900)}` }],
    }),
    idempotencyKey: `page ${place}`,
  }));
  for (const message of [...oneOfEachKind(), ...messages]) {
    expect(await kind.send(message, toAda)).toMatchObject({ outcome: 'sent' });
    expect(await hook.send(message, {})).toMatchObject({ outcome: 'sent' });
  }
  for (const { content, embeds, allowed_mentions } of stand.messages) {
    expect(allowed_mentions).toEqual({ parse: [] });
    expect(content + embeds[0]!.description).not.toMatch(/@(everyone|here)|(?<!\\)<|(?<!\\)\*/);
  }
});

test('a message whose form Discord refuses goes out as plain text', async () => {
  const { stand, kind, hook, toAda } = await application();
  const message = pageMessage({ title: 'refuse me @everyone' });
  expect(await kind.send(message, toAda)).toMatchObject({ outcome: 'sent' });
  expect(await hook.send(message, {})).toMatchObject({ outcome: 'sent' });
  for (const { content, allowed_mentions } of stand.messages) {
    expect(content).toMatch(/refuse me @\u200beveryone.*\nhttps:\/\/evenkeel.test\/a\/tok-1$/);
    expect(allowed_mentions).toEqual({ parse: [] });
  }
});

test('a press on a server or in a direct message is the presser’s, and they alone are told', async () => {
  const { stand, kind, toAda } = await application();
  await kind.send(pageMessage(), toAda);
  const [acknowledge] = stand.messages[0]!.components[0]!.components;
  for (const isOnServer of [true, false]) {
    const press = stand.press(acknowledge!, stand.ada, isOnServer);
    const inbound = await kind.receive(stand.signed(press));
    expect(inbound!.happenings).toEqual([
      {
        ...{ kind: 'press', key: press.id, action: 'acknowledge', token: 'tok-1' },
        by: { channel: 'discord', identity: discord.identityOf(toAda) },
        isPrivate: true,
      },
    ]);
    const { body } = await inbound!.answer([done]);
    expect(JSON.parse(body!)).toMatchObject({ type: 4, data: { flags: 64, content: done.text } });
    const link = 'https://evenkeel.test/me/link#a_b';
    const offered = await inbound!.answer([{ ...done, text: 'Link:', link }]);
    expect(JSON.parse(offered.body!)).toMatchObject({ data: { flags: 64, content: `Link:\n<${link}>` } });
    const repeated = await inbound!.answer([{ isDone: false, text: '', isRepeat: true }]);
    expect(JSON.parse(repeated.body!)).toEqual({ type: 6 });
  }
});

test('a channel is nobody’s account', () => {
  const to = '222222222222222222';
  expect(discord.identityOf({ kind: 'channel', to })).not.toBe(discord.identityOf({ kind: 'person', to }));
});

test('a ping is answered; what is not signed, signed by others, old or odd is refused', async () => {
  const { stand, kind } = await application();
  const pong = await kind.receive(stand.signed({ type: 1 }));
  expect(JSON.parse((await pong!.answer([])).body!)).toEqual({ type: 1 });
  const seconds = Math.floor(Date.now() / 1000);
  const good = stand.signed({ type: 1 });
  expect(await kind.receive({ body: good.body })).toBeNull();
  expect(await kind.receive({ ...good, body: `${good.body} ` })).toBeNull();
  expect(await kind.receive(stand.signed({ type: 1 }, { key: stand.otherKey }))).toBeNull();
  expect(await kind.receive(stand.signed({ type: 1 }, { seconds: seconds - 310 }))).toBeNull();
  expect(await kind.receive(stand.signed({ type: 2 }))).toBeNull();
  expect(await kind.receive(stand.signed('no JSON'))).toBeNull();
  expect(await kind.receive(stand.signed(stand.press({ custom_id: 'other', label: '' }, stand.ada)))).toBeNull();
  const short = { ...good.headers, 'x-signature-ed25519': 'ab' };
  expect(await kind.receive({ ...good, headers: short })).toBeNull();
});

test('a webhook mentions whom it is for, changes its message, and a deleted one is the provider’s fault', async () => {
  const { stand, hook } = await application();
  const to = { mention: stand.ada };
  expect(await hook.send(pageMessage(), to)).toMatchObject({ outcome: 'sent', reference: { id: expect.any(String) } });
  const [message] = stand.messages;
  expect(message!.content).toMatch(/^<@111111111111111111> /);
  expect(message!.allowed_mentions).toEqual({ parse: [], users: [stand.ada] });
  await hook.update(ended, { id: message!.id }, to);
  expect(message!.content).toContain('Acknowledged by Bo');
  stand.deleteWebhook();
  expect(await hook.send(pageMessage(), to)).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

test('who cannot be written to is told apart from a refused bot', async () => {
  const { stand, kind, toAda } = await application();
  for (const to of ['444444444444444444', '555555555555555555']) {
    const outcome = await kind.send(pageMessage(), { kind: 'channel', to });
    expect(outcome).toMatchObject({ outcome: 'failed' });
    expect(outcome).not.toHaveProperty('isProviderFault');
  }
  const other = await application({ apiUrl: stand.apiUrl });
  expect(await other.kind.send(pageMessage(), toAda)).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

test.each([
  [
    { status: 429, body: { retry_after: 7.2 } },
    { outcome: 'retry', afterSeconds: 8 },
  ],
  [
    { status: 429, headers: { 'retry-after': '9' }, body: {} },
    { outcome: 'retry', afterSeconds: 9 },
  ],
  [{ status: 502 }, { outcome: 'retry', mayHaveArrived: true }],
  [{ status: 400, body: { code: 50035 } }, { outcome: 'failed' }],
  [
    { status: 200, body: 'a proxy' },
    { outcome: 'failed', isProviderFault: true },
  ],
])('%j is %j', async (fault, outcome) => {
  const { stand, kind } = await application();
  stand.setFault(fault);
  expect(await kind.send(pageMessage(), { kind: 'channel', to: stand.channelId })).toMatchObject(outcome);
});
