import type { Dispatcher } from 'undici';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { watchWrites } from './watch-writes.ts';

function standStill(milliseconds: number) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < milliseconds);
}

/** What becomes of a request whose connection is there after the process has stood still. */
function startAfter(milliseconds: number) {
  let isWritten = false;
  const aborted: unknown[] = [];
  const controller = { abort: (reason: unknown) => aborted.push(reason) } as unknown as Dispatcher.DispatchController;
  const dispatch: Dispatcher['dispatch'] = (_options, handler) => {
    standStill(milliseconds);
    handler.onRequestStart?.(controller, {});
    return true;
  };
  const watched = watchWrites(500, () => {
    isWritten = true;
  })(dispatch);
  watched({ path: '/', method: 'POST' }, { onRequestStart() {} });
  return { isWritten, aborted };
}

test('a request is written at once, and one that stood still with its process is given up before it is written', () => {
  expect(startAfter(0)).toEqual({ isWritten: true, aborted: [] });
  const late = startAfter(700);
  expect(late.isWritten).toBe(false);
  expect(late.aborted).toMatchObject([{ code: 'timeout' }]);
});

test('a process that stood still between deciding and asking writes nothing; in its next turn it does again', async () => {
  startAfter(0);
  standStill(700);
  expect(startAfter(0).isWritten).toBe(false);
  await eventually(() => startAfter(0).isWritten);
});
