/**
 * Notifications of the browser on desktop and phone: Web Push, encrypted end to end (RFC 8291) and sent to the push
 * service that the browser named in its subscription.
 */
import webPush from 'web-push';
import { z } from 'zod';
import { ChannelNotConfigured, defineChannel } from '../channel.ts';
import { classifyHttp, type HttpResult } from '../http-outcome.ts';
import { type PushPayload, payloadOf, topicOf } from './payload.ts';

const settingsSchema = z.object({
  subscription: z.object({
    endpoint: z.url({ protocol: /^https?$/ }).max(2000),
    keys: z.object({
      p256dh: z.string().regex(/^B[A-Za-z0-9_-]{86}=?$/, 'must be an uncompressed P-256 point in base64url'),
      auth: z.string().regex(/^[A-Za-z0-9_-]{22}(==)?$/, 'must be 16 bytes in base64url'),
    }),
  }),
  /** What the person calls this browser. */
  deviceName: z.string().max(100).optional(),
});

type Subscription = z.infer<typeof settingsSchema>['subscription'];

export type PushWire = {
  subscription: Subscription;
  payload: PushPayload;
  urgency: 'high' | 'normal';
  timeToLiveSeconds: number;
  /** 32 characters: of several undelivered messages with one topic the push service keeps the newest. */
  topic: string;
  idempotencyKey: string;
};

const timeoutMs = 15_000;
/** A page that reaches a phone hours later wakes someone for what others took long ago. */
const timeToLiveSeconds = 4 * 3600;

export const browser = defineChannel<z.infer<typeof settingsSchema>, PushWire, HttpResult>({
  channel: 'browser',
  title: 'Browser notification',
  noun: 'browser notification',
  icon: 'bell',
  description: 'A notification of this browser, also while Evenkeel is closed, with a button to acknowledge.',
  whereToLook: 'A notification in this browser shows it; while this tab is open, it is filled in for you.',
  isOfDevice: true,
  isVerified: false,
  bundleSeconds: 20,
  requires: 'vapid',
  timeoutMs,
  settingsSchema,
  fields: [
    {
      key: 'subscription',
      label: 'This browser',
      kind: 'push-subscription',
      help: 'Asks the browser for permission to notify you.',
    },
    {
      key: 'deviceName',
      label: 'Name',
      kind: 'text',
      help: 'Which device this is, e.g. "work laptop".',
      isOptional: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: false },
    wakes: 'no',
  },
  describe({ subscription, deviceName }) {
    const host = new URL(subscription.endpoint).host;
    return deviceName ? `${deviceName} (${host})` : host;
  },
  destinationOf: (settings) => settings.subscription.endpoint,

  render(message, settings) {
    const topic = topicOf(message);
    return {
      subscription: settings.subscription,
      payload: payloadOf(message, topic),
      urgency: message.kind === 'page' || message.kind === 'platform' ? 'high' : 'normal',
      timeToLiveSeconds,
      topic,
      idempotencyKey: message.idempotencyKey,
    };
  },

  async send(wire, { egress, vapid }, signal) {
    if (!vapid) throw new ChannelNotConfigured('browser notifications have no keys yet');
    const details = webPush.generateRequestDetails(wire.subscription, JSON.stringify(wire.payload), {
      vapidDetails: { subject: vapid.subject, publicKey: vapid.publicKey, privateKey: vapid.privateKey.reveal() },
      TTL: wire.timeToLiveSeconds,
      urgency: wire.urgency,
      topic: wire.topic,
      contentEncoding: 'aes128gcm',
    });
    const headers = Object.entries(details.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const reply = await egress.request({
      url: details.endpoint,
      method: 'POST',
      // Egress frames the body itself.
      headers: Object.fromEntries(headers.filter(([name]) => name !== 'content-length')),
      body: details.body,
      timeoutMs,
      signal,
    });
    return {
      status: reply.status,
      retryAfter: reply.headers['retry-after'],
      providerId: reply.headers.location ?? wire.topic,
    };
  },

  classify(result) {
    if (!(result instanceof Error) && (result.status === 404 || result.status === 410)) {
      const reason = `the push service answered ${result.status}: the browser's subscription is gone`;
      return { outcome: 'failed', reason, disable: true };
    }
    return classifyHttp(result);
  },
});
