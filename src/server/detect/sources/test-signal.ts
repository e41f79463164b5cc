/** The test alert of a source: goes through the log like any signal, so that it proves the whole way to the phone. */
import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { Context } from '../../platform/context.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { ConfigurationCache } from '../configuration/cache.ts';
import { type Appender, NotAccepted } from '../signals/log.ts';

export type TestAction = 'trigger' | 'resolve';

const dedupKey = 'evenkeel-test';
/** A test that somebody forgot must not look like trouble for ever. */
const endsAfterMs = 15 * 60_000;

/** Appends the test signal and answers its position; `unavailable` when it could not be made durable. */
export async function sendTestSignal(
  ctx: Context,
  { configuration, signals }: { configuration: ConfigurationCache; signals: Appender },
  sourceId: number,
  action: TestAction,
): Promise<{ position: string; dedupKey: string }> {
  const source = (await configuration.current(ctx.db)).sourceById.get(sourceId);
  if (!source) throw problem('not_found', `No source has the id ${sourceId}.`);
  const receivedAt = Date.now() + configuration.clockOffsetMs();
  const request = {
    method: 'POST',
    path: '',
    query: {},
    headers: {},
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ test: action })),
    assignedKey: randomUUID(),
    receivedAt,
  };
  await recordEvent(ctx.db, ctx.actor, 'source.tested', sourceId, { action });
  try {
    const entry = { source, request, signals: [testSignal(action, receivedAt)], odd: [], isPing: false, isTest: true };
    const { logId, seq } = await signals.append(entry);
    return { position: `${logId}.${seq}`, dedupKey };
  } catch (error) {
    if (error instanceof NotAccepted) throw problem('unavailable', error.message);
    throw error;
  }
}

/** The signal of a stored test, the same as when it was sent. */
export function readTestSignal(body: Uint8Array, receivedAt: number): Signal {
  const content = JSON.parse(Buffer.from(body).toString('utf8')) as { test: TestAction };
  return testSignal(content.test, receivedAt);
}

function testSignal(action: TestAction, receivedAt: number): Signal {
  return {
    action,
    dedupKey,
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
