import { expect, test } from 'vitest';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { keyUrl, readKeyUrl } from './key-url.ts';
import { keyPressed, sayAgain, sayDone, spokenSentences, xmlText } from './script.ts';

test('4, 5 and 6 act, any other key does not', () => {
  const actions = ['4', '5', '6', '1', '*', '#', '', '44', 'constructor'].map((digits) => {
    const press = keyPressed(digits, 'tok-1', '+4917012345678', 'CA1');
    return press?.kind === 'press' ? press.action : press;
  });
  expect(actions).toEqual(['acknowledge', 'escalate', 'resolve', null, null, null, null, null, null]);
});

test('star says it again, an unknown key says so first and only until the next key', () => {
  expect(sayAgain('*', ['One.', 'Two.'])).toEqual(['One.', 'Two.']);
  const wrong = sayAgain('9', ['One.', 'Two.']);
  expect(wrong).toEqual(['That key does nothing.', 'One.', 'Two.']);
  expect(sayAgain('8', wrong)).toEqual(wrong);
  expect(sayAgain('*', wrong)).toEqual(['One.', 'Two.']);
});

test('what came of a key is said in a sentence without an address', () => {
  expect(sayDone({ isDone: true, text: 'Acknowledged. It is yours: Disk full', isRepeat: false })).toEqual([
    'Acknowledged. It is yours: Disk full.',
    'Good bye.',
  ]);
  const unknown = 'Evenkeel does not know this account: https://evenkeel.test/me/contact-methods';
  expect(sayDone({ isDone: false, text: unknown, isRepeat: false }).join(' ')).not.toContain('http');
  expect(sayDone(undefined)).toEqual(['Good bye.']);
});

test('a call says a few sentences without markup, whatever the title is', () => {
  for (const [name, title] of hostileTexts) {
    const said = spokenSentences(pageMessage({ title, serviceName: title })).join(' ');
    expect([name, said.length < 800, /[<>[\]{}|\n]/.test(said)]).toEqual([name, true, false]);
  }
  expect(spokenSentences(oneOfEachKind()[3]!).join(' ')).toBe(
    'This is Evenkeel. Your code is: 1, 2, 3, 4, 5, 6. Again: 1, 2, 3, 4, 5, 6.',
  );
  expect(xmlText('</prosody> & "x"')).toBe('&lt;/prosody&gt; &amp; &quot;x&quot;');
});

test('what a call is about goes along in the address that is called, in bounded length', () => {
  const hookUrl = 'https://evenkeel.test/hooks/x/7';
  const about = { token: 'a.b-_', sentences: ['This is Evenkeel.', 'Disk & more|full?'] };
  const read = readKeyUrl(new URL(keyUrl(hookUrl, about)).searchParams);
  expect(read).toEqual({ token: 'a.b-_', sentences: ['This is Evenkeel.', 'Disk & more full?'] });
  expect(readKeyUrl(new URL(hookUrl).searchParams)).toBeNull();
  for (const title of ['🔥', '数', '&', '\ud83d'])
    expect(keyUrl(hookUrl, { sentences: [title.repeat(5_000)] }).length).toBeLessThan(1_600);
});
