import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { World } from './page.ts';
import { previewLadder } from './preview.ts';

test('the preview shows every moment of an unanswered page, and handoffs on the way', () => {
  const start = Temporal.Instant.from('2026-05-04T08:50:00Z');
  const handoff = Temporal.Instant.from('2026-05-04T09:00:00Z');
  const worldAt = (at: Temporal.Instant): World => ({
    peopleOnTarget: ({ kind, id }) =>
      kind === 'person' ? [id] : [Temporal.Instant.compare(at, handoff) < 0 ? 101 : 102],
    reachabilityOf: () => ({ rules: [], methods: [{ contactMethodId: 1, channel: 'push' }] }),
  });
  const moments = previewLadder(
    {
      steps: [
        { delaySeconds: 600, targets: [{ kind: 'schedule', id: 1 }], ifEmpty: 'skip' },
        { delaySeconds: 300, targets: [{ kind: 'person', id: 5 }], ifEmpty: 'skip' },
      ],
      repeat: 1,
      catchAll: { kind: 'person', id: 9 },
    },
    worldAt,
    start,
  );
  expect(
    moments.map(({ at, decision }) => [
      at.toString().slice(11, 16),
      decision.notifications.map(({ personId }) => personId),
    ]),
  ).toEqual([
    ['08:50', [101]],
    ['09:00', [5]],
    ['09:05', [102]],
    ['09:15', [5]],
    ['09:20', [9]],
  ]);
  expect(moments.at(-1)!.decision.next).toEqual({ exhausted: true });
});
