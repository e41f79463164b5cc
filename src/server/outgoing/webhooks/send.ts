/**
 * Sends what is queued: signed, through the guarded way out, tried again for a day. A crash at any point sends a delivery
 * again after its lease, with the same id and text, and loses none.
 */
import type { Logger } from 'pino';
import { cleanText } from '../../../domain/text.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { NodeHandle } from '../../platform/nodes.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { signedHeaders } from '../../platform/standard-webhooks.ts';
import * as store from './delivery-store.ts';
import type { OutgoingMessage } from './message.ts';
import { openSettings, signingSecrets, type WebhookSettings } from './settings.ts';
import { holdDeliveries } from './store.ts';

export type SendPorts = {
  egress: Egress;
  keyring: Keyring;
  node: Pick<NodeHandle, 'databaseNow' | 'wallNow'>;
};

export type SendOptions = SendPorts & { db: Database; log: Logger };

const timeoutMs = 15_000;
const mostResponseBytes = 2_000;
/** After each failure; after the last one a delivery has failed. Together about 27 hours. */
const retryAfterSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 21_600, 36_000];
const mostPauseSeconds = 600;
const forgetEveryMs = 600_000;

/** Slow receivers hold up nobody else: each has a few places, and there are more for all. */
const mostUnderWay = 32;
const stopWithinMs = 5_000;

export function startSending(options: SendOptions): Loop {
  const { db, log } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let forgotAt = performance.now() - forgetEveryMs;

  const begin = (claimed: store.Claimed) => {
    const sending = deliver(options, claimed, stopping.signal)
      // Its lease runs out, and it is sent again.
      .catch((error: Error) => log.error({ err: error, deliveryId: claimed.id }, 'a delivery could not be recorded'))
      .finally(() => {
        underWay.delete(sending);
        loop.wake();
      });
    underWay.add(sending);
  };

  const loop = startLoop({
    name: 'outgoing webhooks: send',
    pauseMs: 1_000,
    log,
    async work() {
      const places = mostUnderWay - underWay.size;
      const claimed = places > 0 ? await store.claimDeliveries(db, places) : [];
      claimed.forEach(begin);
      if (claimed.length > 0) return true;
      if (performance.now() - forgotAt < forgetEveryMs) return false;
      const isMore = await store.forgetDeliveries(db);
      if (!isMore) forgotAt = performance.now();
      return isMore;
    },
  });
  return {
    ...loop,
    /** What takes longer is left to its lease. */
    async stop() {
      await loop.stop();
      const timer = setTimeout(() => stopping.abort(), stopWithinMs);
      await Promise.all(underWay);
      clearTimeout(timer);
    },
  };
}

async function deliver(options: SendOptions, claimed: store.Claimed, signal: AbortSignal): Promise<void> {
  const { db, keyring } = options;
  let attempt: store.Attempt;
  try {
    attempt = await post(options, openSettings(keyring, claimed.webhookId, claimed.settings), claimed, signal);
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    attempt = { status: null, response: null, reason: 'the key of its settings is lost', durationMs: 0 };
  }
  if (signal.aborted) return;
  await transaction(db, (tx) => record(tx, claimed, attempt));
}

/** One signed request. Whatever comes back is an attempt, not a failure of ours. */
export async function post(
  { egress, node }: Pick<SendPorts, 'egress' | 'node'>,
  settings: WebhookSettings,
  { messageId, body }: OutgoingMessage,
  signal?: AbortSignal,
): Promise<store.Attempt> {
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  // Receivers compare it with their own clock.
  const sentAt = new Date(node.wallNow());
  try {
    const reply = await egress.request({
      url: settings.url,
      method: 'POST',
      headers: signedHeaders({ id: messageId, sentAt, body, secrets: signingSecrets(settings, node.databaseNow()) }),
      body,
      timeoutMs,
      maxResponseBytes: mostResponseBytes,
      truncate: true,
      signal,
    });
    const response = cleanText(reply.body.toString('utf8'), 500);
    return { status: reply.status, response, reason: reasonOf(reply.status), durationMs: durationMs() };
  } catch (error) {
    return { status: null, response: null, reason: `no answer: ${(error as Error).message}`, durationMs: durationMs() };
  }
}

function reasonOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `the receiver answered ${status}: redirects are not followed`;
  return `the receiver answered ${status}`;
}

/** A receiver that answers 4xx is there; it refuses this one. */
function isDown(status: number | null): boolean {
  return status === null || status === 408 || status === 429 || status >= 500;
}

async function record(tx: Parameters<typeof holdDeliveries>[0], claimed: store.Claimed, attempt: store.Attempt) {
  const { webhookId, attempts } = claimed;
  const { status, reason } = attempt;
  await store.insertAttempt(tx, claimed.id, attempt);
  if (reason === null) {
    await store.finishDelivery(tx, claimed, 'delivered', null);
    await store.noteSuccess(tx, webhookId, `delivered (${status})`);
    return;
  }
  const afterSeconds = retryAfterSeconds[attempts - 1];
  if (afterSeconds === undefined || status === 410) await store.finishDelivery(tx, claimed, 'failed', reason);
  else await store.retryDelivery(tx, claimed, afterSeconds, reason);
  const isTooLong = await store.noteFailure(tx, webhookId, {
    ...{ outcome: reason, isDown: isDown(status), mostPauseSeconds },
  });
  if (status === 410) await disable(tx, webhookId, 'the receiver answered 410: it accepts no more messages');
  else if (isTooLong) await disable(tx, webhookId, `no delivery has succeeded for days; the last time, ${reason}`);
}

/** Never silently: the event tells the admins, and the doctor reports it until somebody looks. */
async function disable(tx: Parameters<typeof holdDeliveries>[0], webhookId: number, reason: string): Promise<void> {
  if (!(await store.disableWebhook(tx, webhookId, reason))) return;
  await holdDeliveries(tx, webhookId, 'the webhook was disabled');
  await recordEvent(tx, system, 'outgoingWebhook.disabled', webhookId, { reason });
}
