/**
 * The requests by which a source is tested, and those of a drill: written here and read here, so that a stored one is read as
 * it was meant. All of them bear a label by which their pages say that they are no emergency and stay out of the measures.
 */
import { drillDedupKey } from '../../../domain/detect/drill-key.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { Severity } from '../../../domain/severity.ts';

export type TestAction = 'trigger' | 'resolve';

/** A signal that a drill sends. */
export type DrillSignal = { drillId: number; title: string; severity: Severity; action: TestAction };

export const testDedupKey = 'evenkeel-test';
/** A test that somebody forgot must not look like trouble for ever. */
const testEndsAfterMs = 15 * 60_000;
/** As long as a drill may take. */
const drillEndsAfterMs = 12 * 3_600_000;

type Content = { test: TestAction; drill?: DrillSignal };

export const testBody = (action: TestAction): Buffer => bodyOf({ test: action });
export const drillBody = (drill: DrillSignal): Buffer => bodyOf({ test: drill.action, drill });
const bodyOf = (content: Content) => Buffer.from(JSON.stringify(content));

/** The signal of a stored test, the same as when it was sent. */
export function readTestSignal(body: Uint8Array, receivedAt: number): Signal {
  const content = JSON.parse(Buffer.from(body).toString('utf8')) as Content;
  return content.drill ? drillSignal(content.drill, receivedAt) : testSignal(content.test, receivedAt);
}

export function testSignal(action: TestAction, receivedAt: number): Signal {
  return {
    ...plain(action, receivedAt, testEndsAfterMs),
    dedupKey: testDedupKey,
    title: 'Test alert from Evenkeel',
    description: 'Somebody tests the way from this source to the people it pages. It ends by itself after 15 minutes.',
    severity: null,
    labels: { evenkeel_test: 'true' },
  };
}

export function drillSignal({ drillId, title, severity, action }: DrillSignal, receivedAt: number): Signal {
  return {
    ...plain(action, receivedAt, drillEndsAfterMs),
    dedupKey: drillDedupKey(drillId, title),
    title: `Drill: ${title}`,
    description: 'This is practice. It ends with its drill.',
    severity,
    labels: { evenkeel_test: 'true', evenkeel_drill: String(drillId) },
  };
}

const plain = (action: TestAction, receivedAt: number, endsAfterMs: number) => ({
  action,
  links: [],
  images: [],
  groupKey: null,
  occurredAt: receivedAt,
  expiresAt: action === 'trigger' ? receivedAt + endsAfterMs : null,
});
