/** What a browser shows, whichever way it reaches it. */
import { createHash } from 'node:crypto';
import { truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import { paragraphsOf, subjectOf } from '../wording.ts';

/** What the service worker receives. `tag` makes a later message of the same page replace the earlier one. */
export interface PushPayload {
  kind: Message['kind'];
  title: string;
  body: string;
  tag: string;
  /** Opened on a click. */
  link: string | null;
  /** The page with the button; the acknowledge action posts to what it names. */
  acknowledgeLink: string | null;
  actions: { action: 'acknowledge' | 'open'; title: string }[];
  requireInteraction: boolean;
  at: string;
}

export function topicOf(message: Message): string {
  const subject = 'page' in message ? `page ${message.page.id}` : message.idempotencyKey;
  return createHash('sha256').update(subject).digest('base64url').slice(0, 32);
}

/** Push services take 4096 encrypted bytes; four-byte characters included, this stays below. */
export function payloadOf(message: Message, tag: string): PushPayload {
  const isPage = message.kind === 'page';
  const details = 'links' in message ? message.links.details : null;
  return {
    kind: message.kind,
    title: truncate(subjectOf(message), 160),
    body: truncate(paragraphsOf(message).join('\n'), 240),
    tag,
    link: message.kind === 'verify' ? (message.link ?? null) : details,
    acknowledgeLink: isPage ? message.links.acknowledge : null,
    actions: isPage
      ? [
          { action: 'acknowledge', title: 'Acknowledge' },
          { action: 'open', title: 'Open' },
        ]
      : [],
    requireInteraction: isPage && message.page.urgency === 'high',
    at: message.at,
  };
}
