/** What a browser shows, whichever way it reaches it. */
import { createHash } from 'node:crypto';
import { truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import { labelLines, paragraphsOf, referencesOf, subjectOf } from '../wording.ts';

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

/** Push services take 4096 encrypted bytes; the rest of the payload stays below what this leaves. */
const mostBodyBytes = 2_400;

export function payloadOf(message: Message, tag: string): PushPayload {
  const isPage = message.kind === 'page';
  const details = 'links' in message ? message.links.details : null;
  return {
    kind: message.kind,
    title: truncate(subjectOf(message), 160),
    body: withinBytes(bodyOf(message), mostBodyBytes),
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

function bodyOf(message: Message): string {
  const lines = paragraphsOf(message);
  if (message.kind === 'page') {
    lines.push(
      ...labelLines(message.page),
      ...referencesOf(message.page).map(({ label, link }) => `${label}: ${link}`),
    );
  }
  return lines.join('\n');
}

/** Counted as JSON in UTF-8, which is what is encrypted. */
function withinBytes(text: string, mostBytes: number): string {
  const size = (each: string) => new TextEncoder().encode(JSON.stringify(each)).length;
  let cut = text;
  for (let length = 1_000; size(cut) > mostBytes; length = Math.floor(length * 0.8)) cut = truncate(text, length);
  return cut;
}
