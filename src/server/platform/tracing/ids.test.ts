import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTraceIds, readTraceparent } from './ids.ts';

test('every node finds the same ids for the same alert, and another installation finds others', () => {
  const [one, same, other] = [createTraceIds('a', 1), createTraceIds('a', 1), createTraceIds('b', 1)];
  const trace = one.ofAlert(7);
  expect(trace).toMatch(/^[0-9a-f]{32}$/);
  expect(same.ofAlert(7)).toBe(trace);
  expect(other.ofAlert(7)).not.toBe(trace);
  expect(one.ofAlert(8)).not.toBe(trace);
  expect(same.span(trace, 'page', 1)).toBe(one.span(trace, 'page', 1));
  expect(one.span(trace, 'page', 1)).not.toBe(one.span(trace, 'page', 11));
});

test('a ratio keeps about that part of the traces, and a larger one keeps all of a smaller one', () => {
  const [fifth, half] = [createTraceIds('a', 0.2), createTraceIds('a', 0.5)];
  const traces = Array.from({ length: 5_000 }, (_, id) => fifth.ofAlert(id));
  const kept = traces.filter(fifth.isSampled);
  expect(kept.length / traces.length).toBeGreaterThan(0.17);
  expect(kept.length / traces.length).toBeLessThan(0.23);
  expect(kept.every(half.isSampled)).toBe(true);
});

test('a header traceparent is read as W3C prescribes, and anything else is none', () => {
  const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  expect(readTraceparent(`00-${trace}-${span}-01`)).toEqual({ traceId: trace, spanId: span });
  expect(readTraceparent(`cc-${trace}-${span}-01-later`)).toEqual({ traceId: trace, spanId: span });
  for (const odd of [
    `00-${trace}-${span}-01-later`,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    undefined,
  ])
    expect(readTraceparent(odd)).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => readTraceparent(text) === null));
});
