import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import type { Database } from '../../platform/db/database.ts';
import { openRulebookCache } from './cache.ts';

/** The database, whose answer to the next statement with these words is kept back until it is let go. */
function slowed(db: Database) {
  let held: { words: string; arrived: () => void; let: Promise<void> } | null = null;
  const slow = new Proxy(db, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name, target);
      return async (...asked: Parameters<Database['query']>) => {
        const answer = await target.query(...asked);
        const text = JSON.stringify(asked[0]);
        if (held && text.includes(held.words)) {
          const { arrived, let: go } = held;
          held = null;
          arrived();
          await go;
        }
        return answer;
      };
    },
  });
  return {
    slow,
    hold(words: string) {
      let letGo = () => {};
      const arrived = new Promise<void>((resolve) => {
        held = { words, arrived: resolve, let: new Promise((go) => (letGo = go)) };
      });
      return { arrived, letGo: () => letGo() };
    },
  };
}

test('a key made while another unknown key is looked for works at once', async () => {
  const { db } = await createTestDatabase();
  const { slow, hold } = slowed(db);
  const rulebook = await openRulebookCache(slow);
  const { arrived, letGo } = hold('configuration_version');
  const guess = rulebook.sourceOfKey('guessed');
  await arrived;
  const { id, key } = await insertSource(db, 'generic');
  const asked = rulebook.sourceOfKey(key);
  letGo();
  expect(await guess).toBeNull();
  expect(await asked).toMatchObject({ id });
});

test('a rulebook that was read slowly does not take the place of one that was asked for later', async () => {
  const { db } = await createTestDatabase();
  const { id } = await insertSource(db, 'generic');
  const { slow, hold } = slowed(db);
  const rulebook = await openRulebookCache(slow);
  const rename = (name: string) => db.query('update sources set name = $1 where id = $2', [name, id]);
  await rename('Second');
  const { arrived, letGo } = hold('from sources');
  const late = rulebook.current(slow);
  await arrived;
  await rename('Third');
  expect((await rulebook.current(slow)).sourceById.get(id)!.name).toBe('Third');
  letGo();
  expect((await late).sourceById.get(id)!.name).toBe('Third');
  expect(rulebook.sourceNamed('Third')).toMatchObject({ id });
});
