/** The request by which a source is tested: written here and read here, so that a stored one is read as it was meant. */
import type { Signal } from '../../../domain/detect/signal.ts';

export type TestAction = 'trigger' | 'resolve';

export const testDedupKey = 'evenkeel-test';
/** A test that somebody forgot must not look like trouble for ever. */
const endsAfterMs = 15 * 60_000;

export const testBody = (action: TestAction): Buffer => Buffer.from(JSON.stringify({ test: action }));

/** The signal of a stored test, the same as when it was sent. */
export function readTestSignal(body: Uint8Array, receivedAt: number): Signal {
  const content = JSON.parse(Buffer.from(body).toString('utf8')) as { test: TestAction };
  return testSignal(content.test, receivedAt);
}

export function testSignal(action: TestAction, receivedAt: number): Signal {
  return {
    action,
    dedupKey: testDedupKey,
    title: 'Test alert from Evenkeel',
    description: 'Somebody tests the way from this source to the people it pages. It ends by itself after 15 minutes.',
    severity: null,
    labels: { evenkeel_test: 'true' },
    links: [],
    images: [],
    groupKey: null,
    occurredAt: receivedAt,
    expiresAt: action === 'trigger' ? receivedAt + endsAfterMs : null,
  };
}
