/**
 * Notifications for machines: JSON signed as Standard Webhooks 1.0 prescribes, so that any receiver can verify it with
 * a ready library. The id stays the same over retries; receivers use it to drop repeats.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { cleanText, singleLine, truncate } from '../../../../domain/text.ts';
import { createSigningSecret, signedHeaders, signingSecretPattern } from '../../../platform/standard-webhooks.ts';
import { defineChannel } from '../channel.ts';
import { classifyHttp, type HttpResult } from '../http-outcome.ts';
import type { Message, PageSummary } from '../message.ts';
import { bytesOf, thoseWithin } from '../within-bytes.ts';

const signingSecret = z.string().regex(signingSecretPattern, 'must be whsec_ and 24 to 64 bytes in base64');

const settingsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2000),
  secret: signingSecret,
  /** Signs as well while the receiver changes over to a new secret. */
  previousSecret: signingSecret.optional(),
});

export type WebhookWire = {
  url: string;
  id: string;
  body: string;
  secrets: string[];
};

const timeoutMs = 15_000;

export const webhook = defineChannel<z.infer<typeof settingsSchema>, WebhookWire, HttpResult>({
  channel: 'webhook',
  title: 'Webhook',
  noun: 'webhook',
  icon: 'webhook',
  description: 'A signed POST to a program of yours (Standard Webhooks).',
  bundleSeconds: 0,
  whereToLook: 'Check what your receiver got: the code is in the JSON.',
  timeoutMs,
  settingsSchema,
  fields: [
    {
      key: 'url',
      label: 'URL',
      kind: 'url',
      help: 'Receives a signed POST. Private addresses need the operator to allow them.',
    },
    {
      key: 'secret',
      label: 'Signing secret',
      kind: 'secret',
      help: 'Verify messages with it (Standard Webhooks).',
      isMade: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false, update: false },
    wakes: 'no',
  },
  complete: (input) => ({ ...input, secret: input.secret || createSigningSecret() }),
  describe: (settings) => `${new URL(settings.url).host}/…`,
  destinationOf: (settings) => settings.url,

  render(message, settings) {
    const body = JSON.stringify({ type: typeOf(message), timestamp: message.at, data: dataOf(message) });
    const id = `msg_${createHash('sha256').update(message.idempotencyKey).digest('base64url').slice(0, 32)}`;
    const secrets = settings.previousSecret ? [settings.secret, settings.previousSecret] : [settings.secret];
    return { url: settings.url, id, body, secrets };
  },

  async send(wire, { egress, wallNow = Date.now }, signal) {
    // By the clock of the database: a node whose own clock is wrong would reach nobody.
    const reply = await egress.request({
      url: wire.url,
      method: 'POST',
      headers: signedHeaders({ ...wire, sentAt: new Date(wallNow()) }),
      body: wire.body,
      timeoutMs,
      signal,
    });
    return { status: reply.status, retryAfter: reply.headers['retry-after'], providerId: wire.id };
  },

  classify(result) {
    if (!(result instanceof Error) && result.status === 410) {
      return { outcome: 'failed', reason: 'the receiver answered 410: it accepts no more messages', disable: true };
    }
    return classifyHttp(result);
  },
});

function typeOf(message: Message): string {
  const types = {
    page: 'page.notification',
    acknowledged: 'page.acknowledged',
    resolved: 'page.resolved',
    withdrawn: 'page.withdrawn',
    verify: 'contact_method.verification',
    platform: 'platform.alarm',
    plain: 'message',
  } as const satisfies Record<Message['kind'], string>;
  return types[message.kind];
}

function dataOf(message: Message): Record<string, unknown> {
  const recipientName = singleLine(message.recipientName, 200);
  const { idempotencyKey } = message;
  switch (message.kind) {
    case 'page':
      return { idempotencyKey, recipientName, page: pageData(message.page), links: message.links };
    case 'acknowledged':
    case 'resolved':
    case 'withdrawn':
      return {
        idempotencyKey,
        recipientName,
        page: pageData(message.page),
        byName: message.byName && singleLine(message.byName, 200),
        links: message.links,
      };
    case 'verify':
      return { recipientName, code: message.code, link: message.link };
    case 'platform':
      return { idempotencyKey, title: singleLine(message.title, 300), text: cleanText(message.text, 5000) };
    case 'plain':
      return { idempotencyKey, subject: singleLine(message.subject, 300), text: cleanText(message.text, 5000) };
  }
}

/** Bounded so that the whole body stays below the 20 kB that the standard recommends. */
const mostPageBytes = 18_000;
const mostReferenceBytes = 5_000;
const mostLabelBytes = 3_000;

/** What is too long gives way in the order of its worth: the description first, then single labels and links, whole. */
function pageData(page: PageSummary): Record<string, unknown> {
  const labels = page.labels.map(({ name, value }) => [singleLine(name, 100), singleLine(value, 300)] as const);
  const references = page.references.map(({ text, href }) => ({ text: singleLine(text, 100), href }));
  const data = {
    id: page.id,
    urgency: page.urgency,
    isTest: page.isTest,
    severity: page.severity,
    title: singleLine(page.title, 500),
    labels: Object.fromEntries(thoseWithin(labels, mostLabelBytes)),
    references: thoseWithin(references, mostReferenceBytes),
    serviceName: page.serviceName && singleLine(page.serviceName, 200),
    serviceDescription: singleLine(page.serviceDescription, 300),
    alsoNotified: page.alsoNotified.map((name) => singleLine(name, 100)),
    alertCount: page.alertCount,
    alerts: page.alerts.slice(0, 5).map((alert) => ({ title: singleLine(alert.title, 200), severity: alert.severity })),
    ...(page.flapping ? { flapping: page.flapping } : {}),
    openedAt: page.openedAt,
    step: singleLine(page.stepText, 300),
    next: page.next && { ...page.next, who: singleLine(page.next.who, 200) },
    mayRepeat: page.mayRepeat,
  };
  const lines = page.summary.map((line) => singleLine(line, 20_000));
  return { ...data, summary: linesWithin(lines, mostPageBytes - bytesOf(data)) };
}

/** Whole lines as long as they fit; the one that does not is cut. */
function linesWithin(lines: string[], mostBytes: number): string[] {
  const kept: string[] = [];
  let left = mostBytes;
  for (const line of lines) {
    const size = bytesOf(line) + 1;
    if (size > left) {
      if (left > 16) kept.push(truncate(line, Math.floor(left / 4)));
      break;
    }
    kept.push(line);
    left -= size;
  }
  return kept;
}
