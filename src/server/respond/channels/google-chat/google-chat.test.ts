import { expect, test } from 'vitest';
import { type ServiceReply, startService } from '../../../../../test/stand-ins/http-service.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { googleChatWebhook } from './google-chat.ts';

/** The webhook of a space: one message for each request id, 32 000 bytes at most. */
async function space() {
  // biome-ignore lint/suspicious/noExplicitAny: a card as it was sent.
  const messages = new Map<string, any>();
  const service = await startService(({ path, query, json, text }): ServiceReply => {
    if (path !== '/v1/spaces/AAAA/messages') return { status: 404 };
    if (query.get('key') !== 'k' || query.get('token') !== 't/+=') return { status: 403 };
    if (Buffer.byteLength(text) > 32_000 || (json.cardsV2 && JSON.stringify(json).includes('refuse me')))
      return { status: 400 };
    const id = query.get('requestId')!;
    if (!messages.has(id)) messages.set(id, { ...json, name: `spaces/AAAA/messages/${messages.size}` });
    return { body: { name: messages.get(id).name, thread: { name: 'spaces/AAAA/threads/1' } } };
  });
  const url = `${service.url}/v1/spaces/AAAA/messages?key=k&token=t%2F%2B%3D`;
  return { service, url, messages: () => [...messages.values()], kind: tryKind(googleChatWebhook, { url }) };
}

test('a page is a card with its facts and links; a repeat is the same message, what follows is its thread', async () => {
  const { kind, messages, service } = await space();
  const sent = await kind.send(pageMessage(), { mention: '123456789012345678901' });
  const reference = { message: 'spaces/AAAA/messages/0' };
  expect(sent).toEqual({ outcome: 'sent', providerId: reference.message, reference });
  expect(await kind.send(pageMessage(), { mention: '123456789012345678901' })).toEqual(sent);
  const [page, ...rest] = messages();
  expect(rest).toEqual([]);
  expect(page.text).toBe('<users/123456789012345678901>');
  const [{ card }] = page.cardsV2;
  expect(card.header.title).toBe('[SEV1] Checkout: High error rate (3 alerts)');
  const [paragraph, buttons] = card.sections[0].widgets;
  expect(paragraph.textParagraph.text).toContain('Next: Grace in 5 min');
  expect(buttons.buttonList.buttons[0]).toEqual({
    text: 'Acknowledge',
    onClick: { openLink: { url: 'https://evenkeel.test/a/tok-1' } },
  });
  expect(service.requests[0]!.query.get('messageReplyOption')).toBe('REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  // A webhook cannot change its message: who has taken the page stands below it, and mentions nobody.
  const acknowledged = oneOfEachKind()[1] as PageEndMessage;
  const over = { ...acknowledged, idempotencyKey: 'later' };
  expect((await kind.update(over, reference, { mention: '123456789012345678901' })).outcome).toBe('sent');
  expect(messages()[1].text).toBeUndefined();
  expect(messages()[1].cardsV2[0].card.header.title).toContain('Acknowledged by Bo');
  expect((await kind.update(pageMessage(), reference, {})).outcome).toBe('failed');
  expect(messages().map(({ thread }) => thread.threadKey)).toEqual(['evenkeel-page-7', 'evenkeel-page-7']);
});

test('every kind of message fits, and hostile text mentions nobody and is no markup', async () => {
  const { kind, messages } = await space();
  const attacks = ['<users/all> <https://evil.example|Runbook>', '<b>bold</b><a href="https://evil.example">x</a>'];
  const pages = [...attacks, ...hostileTexts.map(([, text]) => text)].map((title, place) => ({
    ...pageMessage({
      title,
      summary: [title, '"&<>'.repeat(500)],
      references: [{ text: title, href: 'https://e.example/' }],
    }),
    idempotencyKey: `page ${place}`,
  }));
  const all = [...oneOfEachKind().map((each, place) => ({ ...each, idempotencyKey: `kind ${place}` })), ...pages];
  for (const message of all) expect(await kind.send(message, {})).toMatchObject({ outcome: 'sent' });
  expect(messages()).toHaveLength(all.length);
  for (const { text, fallbackText, cardsV2 } of messages()) {
    expect(text).toBeUndefined();
    const { header, sections } = cardsV2[0].card;
    expect(fallbackText + header.title).not.toMatch(/[<>]/);
    expect(sections[0].widgets[0].textParagraph.text.replaceAll('<br>', '')).not.toMatch(/[<>]/);
  }
});

test('a card that Google refuses goes out as plain text', async () => {
  const { kind, messages } = await space();
  expect(await kind.send(pageMessage({ title: 'refuse me <users/all>' }), {})).toMatchObject({ outcome: 'sent' });
  expect(messages()[0].text).toContain('Checkout: refuse me ‹users/all›');
  expect(messages()[0].text).toContain('https://evenkeel.test/a/tok-1');
});

test.each([
  [{ status: 429 }, { outcome: 'retry', afterSeconds: 30 }],
  [
    { status: 429, headers: { 'retry-after': '90' } },
    { outcome: 'retry', afterSeconds: 90 },
  ],
  [{ status: 500 }, { outcome: 'retry', mayHaveArrived: true }],
  [{ status: 404 }, { outcome: 'failed', isProviderFault: true }],
  [{ status: 400 }, { outcome: 'failed' }],
  [
    { status: 200, body: 'a proxy' },
    { outcome: 'failed', isProviderFault: true },
  ],
])('%j is %j', async (fault, outcome) => {
  const { service, kind } = await space();
  service.setFault(fault);
  const result = await kind.send(pageMessage(), {});
  expect(result).toMatchObject(outcome);
  expect(JSON.stringify(result)).not.toContain('token');
});

test('an address that is no webhook of a space is refused, and the secret is not shown', async () => {
  const { url } = await space();
  expect(googleChatWebhook.describe({ url })).toBe('Space AAAA');
  for (const wrong of [url.replace('key=', 'x='), url.replace('/messages', ''), 'not a url'])
    expect(() => googleChatWebhook.acceptSettings({ url: wrong })).toThrow();
});
