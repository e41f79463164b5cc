import { expect, test } from 'vitest';
import { urgencyOf } from './urgency.ts';

test('severities 1 to 3 page loudly, 4 quietly, 5 not at all', () => {
  expect([1, 2, 3, 4, 5].map(urgencyOf)).toEqual(['high', 'high', 'high', 'low', 'none']);
});
