import { expect, test } from 'vitest';
import { offlineCopy } from './offline-copy.ts';

function storage(mostCharacters = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
    setItem(name: string, text: string) {
      if (text.length > mostCharacters) throw new Error('No room.');
      kept.set(name, text);
    },
  };
}

const ada = { id: 1, name: 'Ada' };
const ben = { id: 2, name: 'Ben' };
const now = new Date('2026-05-04T10:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const runbook = (id: number, body = 'Restart it.') => ({ id, title: `Runbook ${id}`, body, asOf: now.toISOString() });
const onCall = { asOf: now.toISOString(), until: later(7).toISOString(), isPartial: false, schedules: [] };

test('a copy is of one person and of seven days', () => {
  const place = storage();
  const copy = offlineCopy(place);
  copy.keep(ada, { onCall }, now);
  copy.keep(ada, { runbook: runbook(1) }, now);
  expect(copy.read(1, later(6).getTime())).toMatchObject({ personName: 'Ada', onCall, runbooks: [runbook(1)] });
  copy.keep(ben, { onCall }, now);
  expect([...place.kept.values()].join()).not.toMatch(/Ada|Runbook/);
  expect(copy.read(2, later(8).getTime())).toBeNull();
  expect([...place.kept.values()].join()).not.toContain('Ben');
});

test('it keeps the twenty runbooks that were read last, and fewer where they do not fit', () => {
  const copy = offlineCopy(storage());
  for (let id = 1; id <= 25; id++) copy.keep(ada, { runbook: runbook(id) }, now);
  copy.keep(ada, { runbook: runbook(10) }, now);
  const ids = copy.read(1, now.getTime())!.runbooks.map(({ id }) => id);
  expect(ids).toHaveLength(20);
  expect(ids.slice(0, 3)).toEqual([10, 25, 24]);

  const long = offlineCopy(storage(250_000));
  for (let id = 1; id <= 5; id++) long.keep(ada, { runbook: runbook(id, 'x'.repeat(100_000)) }, now);
  expect(long.read(1, now.getTime())!.runbooks.map(({ id }) => id)).toEqual([5, 4]);
  expect(offlineCopy(storage(10)).keep(ada, { onCall }, now)).toBe(false);
  expect(offlineCopy(null).keep(ada, { onCall }, now)).toBe(false);
});

test('whoever turns it off has no copy, and forgetting is seen by whoever is about to keep one', () => {
  const copy = offlineCopy(storage());
  copy.choose(1, true);
  copy.keep(ada, { onCall }, now);
  const before = copy.epoch();
  copy.choose(1, false);
  expect(copy.read(1, now.getTime())).toBeNull();
  expect(copy.epoch()).not.toBe(before);
  expect([copy.choice(1), copy.choice(2)]).toEqual([false, null]);
});
