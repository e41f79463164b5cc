import { expect, test } from 'vitest';
import { isPointedAt, standingOf } from './standing.ts';

const now = Date.parse('2026-03-20T12:00:00Z');
const source = (lastSignalAt: string | null, type = 'grafana', isBuiltIn = false) => ({
  type,
  isBuiltIn,
  lastSignalAt,
});

test('a source sends here, is quiet after the days that were asked for, or never sent anything', () => {
  expect(standingOf(source('2026-03-20T11:00:00Z'), now, 7)).toBe('arrives');
  expect(standingOf(source('2026-03-13T12:00:00Z'), now, 7)).toBe('arrives');
  expect(standingOf(source('2026-03-13T11:59:59Z'), now, 7)).toBe('quiet');
  expect(standingOf(source(null), now, 7)).toBe('never');
});

test('nobody has to be pointed at what Evenkeel feeds itself', () => {
  expect(isPointedAt(source(null))).toBe(true);
  expect(isPointedAt(source(null, 'check'))).toBe(false);
  expect(isPointedAt(source(null, 'generic', true))).toBe(false);
});
