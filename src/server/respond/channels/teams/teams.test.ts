import { expect, test } from 'vitest';
import { startService } from '../../../../../test/stand-ins/http-service.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { teamsWorkflow } from './teams.ts';

/** A workflow as it answers: 202 whatever it makes of the card. */
async function workflow() {
  const service = await startService(({ query }) =>
    query.get('sig') === 'secret-signature' ? { status: 202, body: '' } : { status: 401 },
  );
  const url = `${service.url}/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=secret-signature`;
  const cards = () => service.requests.map(({ json }) => json.attachments[0].content);
  return { service, cards, kind: tryKind(teamsWorkflow, { url }) };
}

test('a page is a card with its facts and links, and mentions who is asked', async () => {
  const { cards, kind } = await workflow();
  const reference = { page: '7' };
  expect(await kind.send(pageMessage(), { mention: 'ada@example.com' })).toEqual({ outcome: 'sent', reference });
  const [card] = cards();
  expect(card.msteams.entities).toEqual([
    { type: 'mention', text: '<at>Ana Lima</at>', mentioned: { id: 'ada@example.com', name: 'Ana Lima' } },
  ]);
  expect(card.body[0].text).toBe('<at>Ana Lima</at>');
  expect(card.body[1].inlines[0].text).toBe('[SEV1] Checkout: High error rate (3 alerts)');
  expect(JSON.stringify(card.body)).toContain('Next: Grace in 5 min');
  expect(card.actions.map(({ title, url }: { title: string; url: string }) => [title, url])).toEqual([
    ['Acknowledge', 'https://evenkeel.test/a/tok-1'],
    ['Runbook', 'https://wiki.evenkeel.test/runbooks/5xx'],
    ['Dashboard', 'https://grafana.evenkeel.test/d/checkout?from=now-1h&to=now'],
  ]);
});

test('a card that cannot be changed is followed by one that says who has taken the page, and mentions nobody', async () => {
  const { cards, kind } = await workflow();
  const acknowledged = oneOfEachKind()[1] as PageEndMessage;
  expect((await kind.update(acknowledged, { page: '7' }, { mention: 'ada@example.com' })).outcome).toBe('sent');
  expect(cards()[0].msteams.entities).toEqual([]);
  expect(JSON.stringify(cards()[0].body)).toContain('Acknowledged by Bo');
  expect((await kind.update(pageMessage(), { page: '7' }, {})).outcome).toBe('failed');
  expect(cards()).toHaveLength(1);
});

test('every kind of message fits into what Teams takes, and hostile text stays text', async () => {
  const { service, cards, kind } = await workflow();
  for (const message of oneOfEachKind()) expect(await kind.send(message, {})).toMatchObject({ outcome: 'sent' });
  for (const [, text] of hostileTexts) {
    const page = pageMessage({ title: text, summary: Array(60).fill(text || 'x') }, text);
    expect(await kind.send(page, { mention: 'ada@example.com' })).toMatchObject({ outcome: 'sent' });
  }
  for (const { text } of service.requests) expect(Buffer.byteLength(text)).toBeLessThan(18_000);
  // Only a mention is Markdown.
  for (const { body } of cards())
    for (const block of body)
      expect(block.type === 'RichTextBlock' || /^<at>[\p{L}\p{N} .'-]+<\/at>$/u.test(block.text)).toBe(true);
});

test.each([
  [{ status: 400 }, { outcome: 'failed' }],
  [{ status: 401 }, { outcome: 'failed', isProviderFault: true }],
  [{ status: 404 }, { outcome: 'failed', isProviderFault: true }],
  [
    { status: 429, headers: { 'retry-after': '9' } },
    { outcome: 'retry', afterSeconds: 9 },
  ],
  [{ status: 502 }, { outcome: 'retry', mayHaveArrived: true }],
])('%j is %j', async (fault, outcome) => {
  const { service, kind } = await workflow();
  service.setFault(fault);
  const result = await kind.send(pageMessage(), {});
  expect(result).toMatchObject(outcome);
  expect(JSON.stringify(result)).not.toContain('secret-signature');
});

test('what is shown of the settings does not have the secret in it', () => {
  expect(teamsWorkflow.describe({ url: 'https://prod.logic.example/workflows/1?sig=abc' })).toBe('prod.logic.example');
});
