import { QueryObserver } from '@tanstack/react-query';
import { expect, onTestFinished, test } from 'vitest';
import { askAgain } from './live.ts';
import { createQueryClient } from './query-client.ts';

/** A read on the screen whose answers come when they are let go, in their order. */
function slowRead() {
  const queries = createQueryClient();
  const asked: ((answer: string) => void)[] = [];
  const observer = new QueryObserver<string>(queries, {
    queryKey: ['alert', 1],
    queryFn: () => new Promise((resolve) => asked.push(resolve)),
    meta: { follows: ['alert'] },
  });
  onTestFinished(observer.subscribe(() => {}));
  const shown = () => observer.getCurrentResult().data;
  return { queries, asked, shown };
}

test('what changes while a screen is loaded for the first time is on it once it is there', async () => {
  const { queries, asked, shown } = slowRead();
  await expect.poll(() => asked.length).toBe(1);
  askAgain(queries, () => true);
  asked[0]!('before the event');
  await expect.poll(() => asked.length).toBe(2);
  asked[1]!('after it');
  await expect.poll(shown).toBe('after it');
});

test('a read that no event is about is not asked again', async () => {
  const { queries, asked, shown } = slowRead();
  await expect.poll(() => asked.length).toBe(1);
  askAgain(queries, () => false);
  asked[0]!('the only answer');
  await expect.poll(shown).toBe('the only answer');
  expect(asked).toHaveLength(1);
});
