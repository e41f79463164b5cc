import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message, PageMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { wishOf } from './reply-words.ts';
import { answerText, septets, smsText, toPlain } from './sms-text.ts';

const replies = { canReply: true, link: false };

/** How many text messages a phone counts (3GPP TS 23.038, 23.040). */
function segmentsOf(text: string): number {
  const size = septets(text);
  if (Number.isFinite(size)) return size <= 160 ? 1 : Math.ceil(size / 152);
  return text.length <= 70 ? 1 : Math.ceil(text.length / 66.5);
}

test('a page fits into one message, with what it is first and how to answer last', () => {
  const text = smsText(pageMessage(), replies);
  expect(text).toBe('Evenkeel 3: (SEV1) Checkout: High error rate (3 alerts)\nReply 3a to acknowledge, 3e to escalate');
  expect(segmentsOf(text)).toBe(1);
});

test('whatever is written into a page, it takes two messages at most, and code and link are whole', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(...hostileTexts.map(([, text]) => text)),
    fc.string({ unit: fc.constantFrom('数', '🔥', '€', '[', '_', '~', 'ł', 'Ж'), maxLength: 300 }),
  );
  const page = fc.record({ title: anyText, serviceName: anyText, code: fc.integer({ min: 1, max: 9999 }) });
  fc.assert(
    fc.property(page, fc.boolean(), fc.boolean(), fc.webUrl(), ({ title, serviceName, code }, canReply, link, url) => {
      const message: PageMessage = { ...pageMessage({ title, serviceName }), replyCode: code };
      message.links.acknowledge = url;
      const text = smsText(message, { canReply, link });
      expect(segmentsOf(text)).toBeLessThanOrEqual(2);
      if (canReply) expect(text).toContain(`\nReply ${code}a to acknowledge, ${code}e to escalate`);
      const hasRoom = url.length < 60 && Number.isFinite(septets(url));
      if (hasRoom && !canReply) expect(text.endsWith(`\n${url}`)).toBe(true);
      expect(text).not.toMatch(/\p{Surrogate}/u);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['ошибка оплаты', 'ошибка оплаты'],
  ['База', 'База'],
  ['数据库连接失败', '数据库连接失败'],
  ['Zahlung 支付 fehlgeschlagen in der ganzen Region', '支付'],
  ['خطأ في الدفع', 'خطأ في الدفع'],
])('a title in another alphabet stays readable: %s', (title, kept) => {
  const text = smsText(pageMessage({ title }), replies);
  expect(text).toContain(kept);
  expect(segmentsOf(text)).toBeLessThanOrEqual(2);
});

test.each([
  ['Überlauf: Größe ñandú à 90°', 'Überlauf: Größe ñandu à 90'],
  ['Łódź, Đakovo, çà et là', 'Lodz, Dakovo, cà et là'],
  ['latency ≠ 0, ≥ 5 µs', 'latency != 0, >= 5 us'],
  ['🔥🔥 disk 👨‍👩‍👧 full', '? disk ? full'],
  ['[prod] {x} a|b a_b', '(prod) (x) a-b a-b'],
  ['full-width ＡＢＣ', 'full-width ABC'],
])('what has a look-alike costs no second alphabet: %s', (title, plain) => {
  expect(toPlain(title)).toBe(plain);
});

test('a title that is cut says so, and what comes after it stays', () => {
  const others = { count: 12, shown: [] };
  for (const letter of ['x', '数', '🔥', 'Ж', '€'])
    for (const link of [false, true]) {
      const page = pageMessage({ title: letter.repeat(500), serviceName: letter.repeat(100), others });
      const text = smsText(page, { canReply: true, link });
      expect(text).toMatch(/(?:\.\.\.|…|\?) \(3 alerts\) and 12 more pages\nReply 3a/);
      expect(segmentsOf(text)).toBeLessThanOrEqual(2);
    }
});

test('a link that would leave no room for words stays out', () => {
  const message = pageMessage({ title: '数据库' });
  message.links.acknowledge = `https://evenkeel.test/${'x'.repeat(120)}`;
  expect(smsText(message, { canReply: true, link: true })).not.toContain('https:');
  expect(smsText(pageMessage(), { canReply: true, link: true })).toContain('\nhttps://evenkeel.test/a/tok-1');
});

test('every kind of message fits into two, and a code comes first', () => {
  for (const message of oneOfEachKind()) expect(segmentsOf(smsText(message, replies))).toBeLessThanOrEqual(2);
  const verify = oneOfEachKind().find(({ kind }) => kind === 'verify') as Message;
  expect(smsText(verify, replies)).toBe('Your Evenkeel code is 123456.');
});

test('a wish to be left alone is one word, in any case, and nothing that only holds it', () => {
  expect(['STOP', ' stop. ', 'Unsubscribe', 'QUIT!'].map(wishOf)).toEqual(['stop', 'stop', 'stop', 'stop']);
  expect(['start', 'UNSTOP', 'Yes'].map(wishOf)).toEqual(['start', 'start', 'start']);
  expect(['3a', 'stop it', 'please stop', '', 'STOP3'].map(wishOf)).toEqual([null, null, null, null, null]);
});

test('an answer costs no second alphabet for a quotation mark, and two messages at most', () => {
  expect(answerText('Acknowledged. It is yours: “Disk” full…')).toBe('Acknowledged. It is yours: "Disk" full...');
  for (const [, text] of hostileTexts) expect(segmentsOf(answerText(text))).toBeLessThanOrEqual(2);
});
