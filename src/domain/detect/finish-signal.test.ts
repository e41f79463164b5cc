import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, cutBytes, cutText } from './clean-text.ts';
import { finishSignal, type SignalDraft } from './finish-signal.ts';
import { jsonText } from './json-text.ts';
import { clampExpiry, clampOccurrence, readMoment } from './moment.ts';
import type { OddPart } from './odd-part.ts';
import { readSeverity } from './severity-words.ts';

const receivedAt = Date.UTC(2026, 5, 1);
const draft: SignalDraft = { action: 'trigger', dedupKey: 'k', title: 'Disk full', severity: null, labels: [] };

function finish(more: Partial<SignalDraft>) {
  const odd: OddPart[] = [];
  return { signal: finishSignal({ ...draft, ...more }, receivedAt, '', odd), odd };
}

describe('finishing a signal', () => {
  it('cuts a long title and keeps the whole of it in the description', () => {
    const title = `start ${'x'.repeat(400)} end`;
    const { signal } = finish({ title, description: 'More.' });
    expect(signal.title).toHaveLength(300);
    expect(signal.description).toBe(`${title}\n\nMore.`);
  });

  it('makes a title one line and never leaves it empty', () => {
    expect(finish({ title: ' a\r\nBcc: b\tc ' }).signal.title).toBe('a Bcc: b c');
    expect(finish({ title: ' \n ' }).signal.title).toBe('Untitled signal');
  });

  it('leaves markup alone: escaping belongs to whoever shows it', () => {
    expect(finish({ title: '5 < 6 & <b>' }).signal.title).toBe('5 < 6 & <b>');
  });

  it('drops links a browser must not follow and says so', () => {
    const { signal, odd } = finish({
      links: [
        { href: 'javascript:alert(1)', text: 'x' },
        { href: 'https://example.com/a b', text: 'x' },
        { href: ' https://example.com/run ', text: '' },
      ],
    });
    expect(signal.links).toEqual([{ href: 'https://example.com/run', text: 'Link' }]);
    expect(odd).toHaveLength(2);
  });

  it('keeps a hundred labels, the first of equal names, and no __proto__', () => {
    const many = Array.from({ length: 120 }, (_, at): [string, unknown] => [`n${at}`, at]);
    const { signal, odd } = finish({ labels: [['__proto__', 'x'], ['n0', 'first'], ...many] });
    expect(Object.keys(signal.labels)).toHaveLength(100);
    expect(signal.labels.n0).toBe('first');
    expect(Object.getPrototypeOf(signal.labels)).toBe(Object.prototype);
    expect(odd).toHaveLength(2);
  });
});

describe('texts', () => {
  it('replaces NUL and lone surrogates and keeps pairs', () => {
    expect(cleanText('a\0b\ud83dc😀')).toBe('a\ufffdb\ufffdc😀');
  });

  it('cuts to a length or to bytes without breaking a character', () => {
    expect(cutText('ab😀cd', 4)).toBe('ab…');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 3, max: 80 }), (text, max) => {
        const cut = cutBytes(text, max);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max);
        expect(() => encodeURIComponent(cut)).not.toThrow();
        if (Buffer.byteLength(text) <= max) expect(cut).toBe(text);
      }),
    );
  });

  it('writes JSON like JSON.stringify, within its limit and at any depth', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => jsonText(value, 1e6) === JSON.stringify(value)));
    const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
    expect(jsonText(deep, 50)).toHaveLength(50);
    expect(jsonText(deep, 1_000).length).toBeLessThan(200);
  });
});

describe('times of senders', () => {
  it.each<[unknown, string | null]>([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:00.782137894Z', '2026-03-01T10:00:00.782Z'],
    ['2026-03-01T10:00:00+0000', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:00+01.00', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01T10:00:00.5-05:30', '2026-03-01T15:30:00.500Z'],
    ['2026-03-01 10:00:00', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['Sun, 01 Mar 2026 10:00:00 +0100', '2026-03-01T09:00:00.000Z'],
    [1772359200, '2026-03-01T10:00:00.000Z'],
    [1772359200123, '2026-03-01T10:00:00.123Z'],
    ['1772359200.25', '2026-03-01T10:00:00.250Z'],
    [1772359200123456, '2026-03-01T10:00:00.123Z'],
    ['0001-01-01T00:00:00Z', null],
    [0, null],
    [Number.POSITIVE_INFINITY, null],
    ['yesterday', null],
    [{}, null],
  ])('%j is %s', (value, expected) => {
    const at = readMoment(value);
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected);
  });

  it('are brought near the time of receipt', () => {
    const year = 365 * 86_400_000;
    expect(clampOccurrence(readMoment('9999-12-31T00:00:00Z'), receivedAt)).toBe(receivedAt + 86_400_000);
    expect(clampOccurrence(readMoment('1999-12-31T00:00:00Z'), receivedAt)).toBe(receivedAt - year);
    expect(clampExpiry(receivedAt - 5, receivedAt)).toBe(receivedAt);
    expect(clampExpiry(receivedAt + 30 * 86_400_000, receivedAt)).toBe(receivedAt + 30 * 86_400_000);
  });
});

describe('a severity word', () => {
  it('is read by the source’s own map first, then as usual, and never guessed', () => {
    expect(readSeverity(' Critical ')).toBe(1);
    expect(readSeverity('critical', { critical: 3 })).toBe(3);
    expect(readSeverity('P4')).toBe(4);
    expect(readSeverity('noncritical')).toBeNull();
    expect(readSeverity('constructor', {})).toBeNull();
  });
});
