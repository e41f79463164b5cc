/** What a browser shows, whichever way it reaches it. */
import { createHash } from 'node:crypto';
import { truncate } from '../../../../domain/text.ts';
import type { Message, PageMessage } from '../message.ts';
import { bytesOf, thoseWithin } from '../within-bytes.ts';
import { labelLines, paragraphsOf, referencesOf, subjectOf } from '../wording.ts';

/** What the service worker receives. `tag` makes a later message of the same page replace the earlier one. */
export type PushPayload = {
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
};

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
    body: isPage ? pageBody(message) : withinBytes(paragraphsOf(message).join('\n'), mostBodyBytes),
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

/** For links and labels, each whole or not at all. */
const mostPointerBytes = 1_000;

/** What an alert says at length gives way to who is asked next, to links and to labels. */
function pageBody(message: PageMessage): string {
  const pointers = thoseWithin(
    [...referencesOf(message.page).map(({ label, link }) => `${label}: ${link}`), ...labelLines(message.page)],
    mostPointerBytes,
  );
  const bodyWith = (longestText: number) => [...paragraphsOf(shortened(message, longestText)), ...pointers].join('\n');
  let body = bodyWith(5_000);
  for (let longest = 1_500; bytesOf(body) > mostBodyBytes && longest >= 50; longest = Math.floor(longest * 0.7))
    body = bodyWith(longest);
  return withinBytes(body, mostBodyBytes);
}

function shortened(message: PageMessage, longestText: number): PageMessage {
  const { page } = message;
  const summary = truncate(page.summary.join('\n'), longestText).split('\n');
  const alerts = page.alerts.map((alert) => ({ ...alert, title: truncate(alert.title, longestText) }));
  return { ...message, page: { ...page, title: truncate(page.title, Math.max(200, longestText)), summary, alerts } };
}

function withinBytes(text: string, mostBytes: number): string {
  let cut = text;
  for (let length = 1_000; bytesOf(cut) > mostBytes; length = Math.floor(length * 0.8)) cut = truncate(text, length);
  return cut;
}
