import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('however many pieces one source waits to have read, another waits for one turn', async () => {
  const turns = createTurns();
  const read: string[] = [];
  const flood = Promise.all(Array.from({ length: 50 }, () => turns(1).then(() => read.push('flood'))));
  await nextTurn();
  await turns(2).then(() => read.push('quiet'));
  expect(read.length).toBeLessThan(6);
  await flood;
  expect(read.filter((each) => each === 'flood')).toHaveLength(50);
});
