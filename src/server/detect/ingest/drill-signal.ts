/** The signals of a drill: through the log like any other, into the routes and policies of a real source. */
import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { type Appender, NotAccepted } from '../log/log.ts';
import { type DrillSignal, drillBody, drillSignal } from '../log/test-request.ts';
import type { RulebookCache } from '../rulebook/cache.ts';

/**
 * Appends a signal of a drill; sent again it is the same alert. False where the source is gone.
 * @throws Problem `unavailable` when it could not be made durable
 */
export type SendDrillSignal = (sourceId: number, signal: DrillSignal) => Promise<boolean>;

export function createDrillSender(
  rulebook: RulebookCache,
  signals: Appender,
  db: Parameters<RulebookCache['current']>[0],
) {
  const send: SendDrillSignal = async (sourceId, signal) => {
    const source = (await rulebook.current(db)).sourceById.get(sourceId);
    if (!source) return false;
    const receivedAt = Date.now() + rulebook.clockOffsetMs();
    const request = {
      method: 'POST',
      path: '',
      query: {},
      headers: {},
      contentType: 'application/json',
      body: drillBody(signal),
      assignedKey: randomUUID(),
      receivedAt,
    };
    const signalsOfIt = [drillSignal(signal, receivedAt)];
    try {
      await signals.append({ source, request, signals: signalsOfIt, odd: [], isPing: false, isTest: true });
    } catch (error) {
      if (error instanceof NotAccepted) throw problem('unavailable', error.message);
      throw error;
    }
    return true;
  };
  return send;
}
