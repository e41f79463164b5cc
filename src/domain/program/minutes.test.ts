import { expect, test } from 'vitest';
import { minutesText } from './minutes.ts';

const open = { state: 'open', isOverdue: false, owner: null, dueOn: null } as const;
const nothing = { attendees: [], goals: [], earlier: [], decisions: [], notes: '' };

test('Minutes begin with what was decided, and leave out what there was not', () => {
  const text = minutesText({
    ...{ heldOn: '16 April 2026', scopeName: 'the whole organisation', notes: ' The pilot goes on.\n' },
    decisions: [
      { ...open, text: 'Search joins', owner: { name: 'Ada' }, dueOn: '2026-05-04' },
      { ...open, text: 'Finance comes' },
    ],
    earlier: [
      { ...open, text: 'Widen the pool', isOverdue: true, owner: { name: 'Bo' }, dueOn: '2026-03-01' },
      { ...open, text: 'Rehearse', state: 'done' },
    ],
    goals: [{ name: 'Faster', finding: { sentence: 'Cannot tell yet: 4 incidents this quarter' } }, { name: 'Old' }],
    attendees: [
      { name: 'Sam', department: 'Support' },
      { name: 'Kim', department: '' },
    ],
  });
  expect(text).toBe(`Held on 16 April 2026, on the whole organisation.

Decided
- Search joins (Ada, due 2026-05-04)
- Finance comes (no owner)

What was decided last time
- Widen the pool (Bo, overdue since 2026-03-01)
- Rehearse (done)

What the goals came to
- Faster: Cannot tell yet: 4 incidents this quarter

Attendees
- Sam (Support)
- Kim

Notes
The pilot goes on.`);
  expect(minutesText({ ...nothing, heldOn: '16 April 2026', scopeName: 'Payments' })).toBe(
    'Held on 16 April 2026, on Payments.',
  );
});

test('Minutes that are very long are cut', () => {
  const text = minutesText({ ...nothing, heldOn: 'today', scopeName: 'Payments', notes: 'a'.repeat(50_000) });
  expect(text).toHaveLength(10_001);
});
