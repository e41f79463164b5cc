import { expect, test } from 'vitest';
import { startTelegram } from '../../../../../test/stand-ins/telegram.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage, PageMessage } from '../message.ts';
import { oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { telegramBot } from './telegram.ts';

const acknowledged = oneOfEachKind().find(({ kind }) => kind === 'acknowledged') as PageEndMessage;
/** As long as a token can be. */
const token = `${'9'.repeat(16)}.${'A'.repeat(22)}`;
const page: PageMessage = { ...pageMessage(), token };
const chatId = '1001';

async function world(settings: Record<string, unknown> = {}) {
  const service = await startTelegram();
  return { service, ...tryKind(telegramBot, { apiUrl: service.url, botToken: service.botToken, ...settings }) };
}

test('a page has buttons, which go when it is taken', async () => {
  const { service, send, update } = await world();
  expect(await send(page, { chatId })).toEqual({
    outcome: 'sent',
    providerId: '1001 1',
    reference: { chat: chatId, message: '1' },
  });
  const [message] = service.sent;
  expect(message!.text).toContain('<b>[SEV1] Checkout: High error rate (3 alerts)</b>');
  expect(message!.text).toContain(
    '<a href="https://grafana.evenkeel.test/d/checkout?from=now-1h&amp;to=now">Dashboard</a>',
  );
  expect(message!.reply_markup!.inline_keyboard.flat().map(({ text }) => text)).toEqual([
    '✅ Acknowledge',
    '✋ I can’t',
    '⏫ Escalate',
    'Resolve',
  ]);
  const reference = { chat: chatId, message: '1' };
  expect((await update(acknowledged, reference, { chatId })).outcome).toBe('sent');
  expect(message!.text).toContain('Acknowledged by Bo');
  expect(message!.reply_markup).toBeUndefined();
  expect((await update(acknowledged, reference, { chatId })).outcome).toBe('sent');
  expect((await update(acknowledged, { chat: chatId, message: '9' }, { chatId })).outcome).toBe('failed');
  for (const other of oneOfEachKind().slice(1)) await send(other, { chatId });
  expect(service.sent.slice(1).filter(({ reply_markup }) => reply_markup)).toEqual([]);
});

test('a text mentions nobody, and an address in it stays whole', async () => {
  const { service, send } = await world();
  const title = 'Disk of @bob_smith is full, ask ops@example.org';
  await send({ ...page, page: { ...page.page, title, summary: ['(@carol) <@dave>'] } }, { chatId: '-5001' });
  const { text } = service.sent[0]!;
  expect(text).toContain('ops@example.org');
  expect(text.match(/(?<!\w)@\w/g)).toBeNull();
});

test('a press is fetched by long polling, counts for who pressed, and is answered to nobody else', async () => {
  const { service, send, listen } = await world();
  await send(page, { chatId: '-5001' });
  const { heard, problems, state } = listen();
  service.press(service.sent[0]!, 'Acknowledge', 77);
  await expect.poll(() => service.answers).toHaveLength(1);
  expect(heard).toEqual([
    { kind: 'press', key: 'update 100', action: 'acknowledge', token, by: { channel: 'telegram', identity: '77' } },
  ]);
  expect(service.answers[0]).toMatchObject({ text: 'Acknowledged. It is yours: High error rate', show_alert: false });
  service.press(service.sent[0]!, 'Resolve', 78);
  await expect.poll(() => service.answers).toHaveLength(2);
  expect(heard[1]).toMatchObject({ action: 'resolve', by: { identity: '78' } });
  await expect.poll(state).toEqual({ isPolling: true, offset: 102 });
  expect(problems).toEqual([]);
});

test('each button of a page does what it says', async () => {
  const { service, send, listen } = await world();
  await send(page, { chatId });
  const { heard } = listen();
  const titles = service.sent[0]!.reply_markup!.inline_keyboard.flat().map(({ text }) => text);
  for (const title of titles) service.press(service.sent[0]!, title, 77);
  await expect.poll(() => service.answers).toHaveLength(titles.length);
  expect(heard.map((each) => 'action' in each && each.action)).toEqual([
    ...['acknowledge', 'decline', 'escalate', 'resolve'],
  ]);
});

test('who is not linked is told how, in a dialog; and /start tells the number to enter', async () => {
  const { service, send, listen } = await world();
  await send(page, { chatId });
  const text = 'Evenkeel does not know this account. Add it: https://evenkeel.test/me/contact-methods';
  listen({ handled: { isDone: false, text, isRepeat: false } });
  service.press(service.sent[0]!, 'Escalate', 1);
  await expect.poll(() => service.answers[0]).toMatchObject({ text, show_alert: true });
  for (const odd of [{}, { message: {} }, { callback_query: { id: 'q', from: { id: 1 }, data: 'x:<y>' } }])
    service.happen(odd);
  service.write(4242, 'hello');
  service.write(4242, '/start');
  await expect.poll(() => service.sent.length).toBe(2);
  expect(service.sent[1]).toMatchObject({ chat_id: '4242' });
  expect(service.sent[1]!.text).toContain('<code>4242</code>');
  expect(service.answers[1]!.text).toBe('This button is not one of ours.');
});

test('by webhook Telegram is told our address by itself, and calls with the secret', async () => {
  const { service, send, listen, receive, hookUrl, io } = await world({ byWebhook: true });
  await send(page, { chatId });
  listen();
  await expect.poll(() => service.webhook()?.url).toBe(hookUrl);
  const secret = String((io.settings as { webhookSecret: string }).webhookSecret);
  expect(service.webhook()!.secret_token).toBe(secret);
  const body = JSON.stringify(service.press(service.sent[0]!, 'Acknowledge', 77));
  const headers = { 'x-telegram-bot-api-secret-token': secret };
  const read = await receive({ body, headers });
  expect(read!.happenings).toMatchObject([{ kind: 'press', action: 'acknowledge', token }]);
  const answer = await read!.answer([{ isDone: true, text: 'Acknowledged.', isRepeat: false }]);
  expect(JSON.parse(answer.body!)).toMatchObject({ method: 'answerCallbackQuery', text: 'Acknowledged.' });
  for (const forged of [{} as Record<string, string>, { 'x-telegram-bot-api-secret-token': `${secret}x` }])
    expect(await receive({ body, headers: forged })).toBeNull();
  expect(await receive({ body, headers, method: 'GET' })).toBeNull();
});

test('a group that has moved is followed, and each failure has its outcome', async () => {
  const { service, send } = await world();
  const reference = { chat: '-1005', message: '1' };
  service.move(-500, -1005);
  expect(await send(page, { chatId: '-500' })).toMatchObject({ outcome: 'sent', reference });
  expect(await send(page, { chatId: '404' })).toMatchObject({
    outcome: 'failed',
    reason: 'Telegram does not know this chat',
  });
  expect(await send(page, { chatId: '403' })).toMatchObject({ outcome: 'failed', disable: true });
  service.setFault({ status: 429, body: { ok: false, error_code: 429, parameters: { retry_after: 17 } } });
  expect(await send(page, { chatId })).toMatchObject({ outcome: 'retry', afterSeconds: 17, isProviderFault: true });
  service.setFault({ status: 200, body: { ok: false } });
  expect(await send(page, { chatId })).toMatchObject({ outcome: 'retry' });
  const wrong = await world({ botToken: '123456:BBBBBBBBBBBBBBBBBBBBBBBBB' });
  expect(await wrong.send(page, { chatId })).toMatchObject({ outcome: 'failed', isProviderFault: true });
});
