import { expect } from 'vitest';
import { maxOddParts } from '../../src/domain/detect/odd-part.ts';
import { type Signal, signalCaps } from '../../src/domain/detect/signal.ts';
import { maxSignalsPerRequest, type ParseResult } from '../../src/server/detect/source-types/source.ts';
import { receivedAt } from './fixture-files.ts';

const day = 86_400_000;

/** Fails the test when a result exceeds a cap or holds what PostgreSQL would refuse. */
export function expectWithinCaps(result: ParseResult): void {
  if (result.kind === 'rejected') {
    expect(result.detail).not.toBe('');
    return;
  }
  if (result.kind === 'ping') {
    expectStorable(result.note);
    return;
  }
  expect(result.signals.length).toBeLessThanOrEqual(maxSignalsPerRequest);
  expect(result.odd.length).toBeLessThanOrEqual(maxOddParts);
  for (const signal of result.signals) expectSignalWithinCaps(signal);
}

function expectSignalWithinCaps(signal: Signal): void {
  expect(signal.title.trim()).not.toBe('');
  expect(signal.title.length).toBeLessThanOrEqual(signalCaps.title);
  expect(signal.title).not.toMatch(/[\r\n]/);
  expect(signal.dedupKey).not.toBe('');
  expect(Buffer.byteLength(signal.description)).toBeLessThanOrEqual(signalCaps.descriptionBytes);
  const labels = Object.entries(signal.labels);
  expect(labels.length).toBeLessThanOrEqual(signalCaps.labels);
  for (const [name, value] of labels) {
    expect(name.length).toBeLessThanOrEqual(signalCaps.labelName);
    expect(value.length).toBeLessThanOrEqual(signalCaps.labelValue);
  }
  expect([null, 1, 2, 3, 4, 5]).toContain(signal.severity);
  expect(signal.links.length).toBeLessThanOrEqual(signalCaps.links);
  for (const link of signal.links) expect(link.href).toMatch(/^https?:\/\//i);
  if (signal.occurredAt !== null) {
    expect(signal.occurredAt).toBeGreaterThanOrEqual(receivedAt - 365 * day);
    expect(signal.occurredAt).toBeLessThanOrEqual(receivedAt + day);
  }
  if (signal.expiresAt !== null) {
    expect(signal.expiresAt).toBeGreaterThanOrEqual(receivedAt);
    expect(signal.expiresAt).toBeLessThanOrEqual(receivedAt + 365 * day);
  }
  expectStorable(signal);
}

/** No text in it, names included, holds a NUL or a lone surrogate. */
function expectStorable(value: unknown): void {
  if (typeof value === 'string') {
    expect(value.includes('\0')).toBe(false);
    expect(() => encodeURIComponent(value)).not.toThrow();
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      expectStorable(name);
      expectStorable(inner);
    }
  }
}
