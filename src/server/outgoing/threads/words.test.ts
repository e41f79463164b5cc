import { expect, test } from 'vitest';
import { alertLine, lineOf, textOf } from './words.ts';

const names = new Map([
  [1, 'Ada'],
  [2, 'Ben <b>\nx'],
]);
const ada = { kind: 'person', personId: 1, name: 'Ada' };
const system = { kind: 'system', name: 'Evenkeel' };
const line = (kind: string, actor: typeof system, data = {}) => lineOf({ kind, actor, data }, names)?.text;

test('a line says who did it, and of what nobody did why', () => {
  expect(line('page.acknowledged', ada)).toBe('Acknowledged by Ada.');
  expect(line('page.resolved', ada)).toBe('Resolved by Ada.');
  expect(line('page.resolved', system)).toBe('Resolved: its alerts are over.');
  expect(line('page.declined', ada)).toBe('Ada can’t take it.');
});

test('a step names whom it notifies on one line, and a step that notifies nobody has none', () => {
  const step = { personIds: [1, 2, 9], stepIndex: 1, round: 0 };
  expect(line('page.advanced', system, step)).toBe('Step 2: Ada, Ben <b> x and somebody notified.');
  expect(line('page.advanced', system, { ...step, personIds: [1], round: 1 })).toBe('Step 2, round 2: Ada notified.');
  expect(line('page.advanced', system, { ...step, personIds: [] })).toBeUndefined();
  const many = Array.from({ length: 40 }, () => 1);
  expect(line('page.advanced', system, { ...step, personIds: many })).toContain('and 34 more notified.');
});

test('what its readers need not hear has no line', () => {
  expect(line('page.waiting', system)).toBeUndefined();
  expect(line('constructor', system)).toBeUndefined();
  expect(line('page.escalated', system)).toBeUndefined();
});

test('alerts that were added are told as a number, where they came', () => {
  const taken = { text: 'Acknowledged by Ada.', alertCount: 0 };
  expect(textOf([alertLine, alertLine, taken, alertLine])).toBe(
    '2 more alerts were added.\nAcknowledged by Ada.\nAnother alert was added.',
  );
});
