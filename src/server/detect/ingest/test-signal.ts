/** The test alert of a source: goes through the log like any signal, so that it proves the whole way to the phone. */
import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Appender, NotAccepted } from '../log/log.ts';
import { type TestAction, testBody, testDedupKey, testSignal } from '../log/test-request.ts';
import type { RulebookCache } from '../rulebook/cache.ts';

/** Appends the test signal and returns its position. @throws Problem `unavailable` when it could not be made durable */
export async function sendTestSignal(
  ctx: Context,
  { rulebook, signals }: { rulebook: RulebookCache; signals: Appender },
  sourceId: number,
  action: TestAction,
): Promise<{ position: string; dedupKey: string }> {
  const source = (await rulebook.current(ctx.db)).sourceById.get(sourceId);
  if (!source) throw problem('not_found', `No source has the id ${sourceId}.`);
  const receivedAt = Date.now() + rulebook.clockOffsetMs();
  const request = {
    method: 'POST',
    path: '',
    query: {},
    headers: {},
    contentType: 'application/json',
    body: testBody(action),
    assignedKey: randomUUID(),
    receivedAt,
  };
  await recordEvent(ctx.db, ctx.actor, 'source.tested', sourceId, { action });
  try {
    const entry = { source, request, signals: [testSignal(action, receivedAt)], odd: [], isPing: false, isTest: true };
    const { logId, seq } = await signals.append(entry);
    return { position: `${logId}.${seq}`, dedupKey: testDedupKey };
  } catch (error) {
    if (error instanceof NotAccepted) throw problem('unavailable', error.message);
    throw error;
  }
}
