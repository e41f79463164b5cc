import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, ariaKeys, isSingleKey, keyCaps, stepOf } from './shortcut-keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  stepOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('a key press', () => {
  it('is written without regard to case, with its modifiers', () => {
    expect(press('c')).toBe('c');
    expect(press('M', { shiftKey: true })).toBe('shift+m');
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('Enter', { ctrlKey: true })).toBe('mod+enter');
    expect(press(' ')).toBe('space');
  });

  it('on a symbol does not name the shift that some layouts need for it', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('*', { shiftKey: true })).toBe('*');
  });

  it('of a bare modifier or with Alt is nothing', () => {
    expect(press('Shift', { shiftKey: true })).toBeNull();
    expect(press('e', { altKey: true })).toBeNull();
  });
});

describe('a sequence', () => {
  const known = ['g a', 'g h', 'a', '?'];

  it('waits for its second key and then is complete', () => {
    expect(advance([], 'g', known)).toEqual({ waiting: ['g'] });
    expect(advance(['g'], 'a', known)).toEqual({ complete: 'g a', waiting: [] });
  });

  it('that leads nowhere starts over with the key that ended it', () => {
    expect(advance(['g'], '?', known)).toEqual({ complete: '?', waiting: [] });
    expect(advance(['g'], 'x', known)).toEqual({ waiting: [] });
    expect(advance(['g'], 'g', known)).toEqual({ waiting: ['g'] });
  });

  it('never completes something unknown and never waits without hope', () => {
    const step = fc.constantFrom('g', 'a', 'h', '?', 'x', 'mod+k');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let waiting: string[] = [];
        for (const next of steps) {
          const result = advance(waiting, next, known);
          waiting = result.waiting;
          if (result.complete) expect(known).toContain(result.complete);
          if (waiting.length) expect(known.some((keys) => keys.startsWith(`${waiting.join(' ')} `))).toBe(true);
        }
      }),
    );
  });
});

it('knows which shortcuts speech input could trigger', () => {
  expect(['c', 'g a', '?', 'shift+m'].every(isSingleKey)).toBe(true);
  expect(['mod+k', 'escape', 'mod+enter'].some(isSingleKey)).toBe(false);
});

it('draws key caps for the platform and names keys for assistive technology', () => {
  expect(keyCaps('g a', false)).toEqual([['G'], ['A']]);
  expect(keyCaps('mod+k', false)).toEqual([['Ctrl', 'K']]);
  expect(keyCaps('mod+enter', true)).toEqual([['⌘', 'Enter']]);
  expect(ariaKeys('mod+k')).toBe('Control+K');
  expect(ariaKeys('g a')).toBe('G A');
});
