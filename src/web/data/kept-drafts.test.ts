import { expect, it } from 'vitest';
import { keptDrafts } from './kept-drafts.ts';

/** A storage of the browser with room for so many characters. */
function storage(room = Number.POSITIVE_INFINITY) {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    key: (index: number) => [...held.keys()][index] ?? null,
    getItem: (name: string) => held.get(name) ?? null,
    removeItem: (name: string) => void held.delete(name),
    setItem(name: string, value: string) {
      const used = [...held].reduce((sum, [key, text]) => sum + (key === name ? 0 : text.length), 0);
      if (used + value.length > room) throw new Error('QuotaExceededError');
      held.set(name, value);
    },
  };
}

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const now = Date.UTC(2026, 0, 1, 13);

it('keeps a text for a person and a thing until it is dropped', () => {
  const drafts = keptDrafts(storage());
  expect(drafts.keep(1, 'note/7', { text: 'half a note', at: at(0) })).toBe(true);
  expect(drafts.read(1, 'note/7', now)?.text).toBe('half a note');
  expect(drafts.read(2, 'note/7', now)).toBeNull();
  drafts.drop(1, 'note/7');
  expect(drafts.read(1, 'note/7', now)).toBeNull();
});

it('drops everything of one person and nothing of another', () => {
  const drafts = keptDrafts(storage());
  for (const person of [1, 12]) drafts.keep(person, 'note/7', { text: 'x', at: at(0) });
  drafts.dropAll(1);
  expect([drafts.count(1), drafts.count(12)]).toEqual([0, 1]);
});

it('lets the oldest go when there are too many, or no room', () => {
  const many = keptDrafts(storage());
  for (let n = 0; n < 45; n++) many.keep(1, `note/${n}`, { text: 'x', at: at(n) });
  expect(many.count(1)).toBe(40);
  expect(many.read(1, 'note/4', now)).toBeNull();
  expect(many.read(1, 'note/44', now)).not.toBeNull();

  const small = keptDrafts(storage(200));
  small.keep(1, 'note/1', { text: 'a'.repeat(80), at: at(1) });
  expect(small.keep(1, 'note/2', { text: 'b'.repeat(100), at: at(2) })).toBe(true);
  expect(small.read(1, 'note/1', now)).toBeNull();
  expect(small.keep(1, 'note/3', { text: 'c'.repeat(500), at: at(3) })).toBe(false);
});

it('forgets what is older than a month, and what is no draft', () => {
  const place = storage();
  const drafts = keptDrafts(place);
  drafts.keep(1, 'note/1', { text: 'x', at: at(0) });
  expect(drafts.read(1, 'note/1', now + 31 * 86_400_000)).toBeNull();
  place.setItem('evenkeel-draft/1/note/2', '{"no":1}');
  expect(drafts.read(1, 'note/2', now)).toBeNull();
});

it('says that nothing is kept where the browser allows no storage', () => {
  expect(keptDrafts(null).keep(1, 'note/1', { text: 'x', at: at(0) })).toBe(false);
});
