import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GroupedAlert, type GroupPage, planMerge, planSplit, whyNotUndone } from './regrouping.ts';

const page = (id: number, more: Partial<GroupPage> = {}): GroupPage => ({
  id,
  state: 'open',
  severity: 2,
  urgency: 'high',
  kind: 'real',
  isExhausted: false,
  asksAdmins: false,
  snoozedUntil: null,
  ...more,
});
const alert = (id: number, pageIds: number[], state: GroupedAlert['state'] = 'triggered') => ({ id, state, pageIds });

const anyPages = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 50 }),
    state: fc.constantFrom('open' as const, 'acknowledged' as const),
    severity: fc.integer({ min: 1, max: 4 }),
    urgency: fc.constantFrom('high' as const, 'low' as const),
    kind: fc.constantFrom('real' as const, 'test' as const),
    isExhausted: fc.boolean(),
    asksAdmins: fc.constant(false),
    snoozedUntil: fc.option(fc.integer({ min: 1, max: 1_000 })),
  }),
  { selector: ({ id }) => id, minLength: 2, maxLength: 6 },
);

test('a merge keeps one of the pages, never an acknowledged one while another asks, and nothing that was to page again is forgotten', () => {
  fc.assert(
    fc.property(anyPages, (pages) => {
      const plan = planMerge(
        pages,
        pages.map(({ id }) => alert(id, [id])),
      );
      if ('refusal' in plan) throw new Error(plan.refusal);
      const lead = pages.find(({ id }) => id === plan.leadId)!;
      expect([lead.id, ...plan.endedIds].sort()).toEqual(pages.map(({ id }) => id).sort());
      if (pages.some(({ state }) => state === 'open')) expect(lead.state).toBe('open');
      if (pages.some(({ state, urgency }) => state === 'open' && urgency === 'high')) expect(lead.urgency).toBe('high');
      for (const { severity, snoozedUntil, kind } of pages) {
        expect(plan.raised.severity).toBeLessThanOrEqual(severity);
        if (kind === 'real') expect(plan.raised.kind).toBe('real');
        if (lead.state === 'acknowledged' && snoozedUntil !== null)
          expect(plan.raised.snoozedUntil).toBeLessThanOrEqual(snoozedUntil);
      }
    }),
  );
});

test('a merge does not depend on the order in which alerts were chosen', () => {
  fc.assert(
    fc.property(anyPages, (pages) => {
      const chosen = pages.map(({ id }) => alert(id, [id]));
      const other = planMerge([...pages].reverse(), [...chosen].reverse());
      const plan = planMerge(pages, chosen);
      const sorted = (one: typeof plan) => ('endedIds' in one ? { ...one, endedIds: [...one.endedIds].sort() } : one);
      expect(sorted(other)).toEqual(sorted(plan));
    }),
  );
});

test('what has no page, is in one group already or speaks of Evenkeel itself is not merged, with the reason', () => {
  expect(planMerge([page(1), page(2)], [alert(7, [1]), alert(8, []), alert(9, [2])])).toEqual({
    refusal: 'Alert 8 has no open or acknowledged page, so it is in no group to merge.',
  });
  expect(planMerge([page(1)], [alert(7, [1]), alert(8, [1])])).toEqual({
    refusal: 'These alerts are in one group already.',
  });
  expect(planMerge([page(1), page(2, { asksAdmins: true })], [alert(7, [1]), alert(8, [2])])).toMatchObject({
    refusal: expect.stringContaining('about itself'),
  });
});

test('an alert that leaves its group pages if it is triggered and stays acknowledged if it was', () => {
  const other = alert(8, [1]);
  expect(planSplit(alert(7, [1]), [other])).toEqual({ pageId: 1, next: 'pages' });
  expect(planSplit(alert(7, [1], 'acknowledged'), [other])).toEqual({ pageId: 1, next: 'stays-acknowledged' });
});

test('an alert that is over, in no group or the only open one of its group is not split', () => {
  const refusals = [
    planSplit(alert(7, [1], 'resolved'), [alert(8, [1])]),
    planSplit(alert(7, []), []),
    planSplit(alert(7, [1]), [alert(8, [1], 'resolved')]),
  ];
  expect(refusals).toEqual([
    { refusal: 'This alert is resolved.' },
    { refusal: 'This alert has no open or acknowledged page, so it is in no group.' },
    { refusal: 'This is the only open alert of its group.' },
  ]);
});

test('undoing is refused, with the reason, once the page or an alert is not as it was left', () => {
  const left = {
    page: { id: 3, state: 'open' as const, generation: 1, severity: 2, alertCount: 2 },
    alerts: [{ id: 7, state: 'triggered' as const }],
  };
  expect(whyNotUndone(left, left)).toBeNull();
  expect(whyNotUndone(left, { ...left, page: { ...left.page, state: 'acknowledged', generation: 2 } })).toBe(
    'Page 3 is acknowledged by now.',
  );
  expect(whyNotUndone(left, { ...left, page: { ...left.page, alertCount: 3 } })).toBe(
    'The alerts of page 3 are others by now.',
  );
  expect(whyNotUndone(left, { ...left, alerts: [{ id: 7, state: 'resolved' }] })).toBe('Alert 7 is resolved by now.');
  expect(whyNotUndone(left, { ...left, alerts: [] })).toBe('Alert 7 has left the group meanwhile.');
});
