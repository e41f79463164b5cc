import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { coalesce } from './coalesce.ts';
import type { FollowedEvent } from './follow.ts';

const event = (id: number, kind: string, subjectId: number): FollowedEvent => ({
  ...{ position: `1.${id}`, id, kind, subjectKind: 'alert', subjectId, ownerId: null },
});

test('a storm of events reaches a screen as one of each kind, and the newest comes last', async () => {
  const sent: FollowedEvent[] = [];
  const stream = coalesce((one) => sent.push(one));
  for (let at = 0; at < 10_000; at += 1) stream.add(event(at, at % 2 === 0 ? 'alert.opened' : 'alert.resolved', at));
  await eventually(() => sent.length > 0);
  stream.stop();
  expect(sent.map(({ id }) => id)).toEqual([9_998, 9_999]);
});

test('what a person can follow comes one by one, and what is said twice once', async () => {
  const sent: FollowedEvent[] = [];
  const stream = coalesce((one) => sent.push(one));
  for (const one of [event(1, 'page.opened', 1), event(2, 'page.opened', 2), event(3, 'page.opened', 1)])
    stream.add(one);
  await eventually(() => sent.length > 0);
  stream.add(event(4, 'page.closed', 1));
  await eventually(() => sent.length === 3);
  stream.stop();
  expect(sent.map(({ id }) => id)).toEqual([2, 3, 4]);
});
