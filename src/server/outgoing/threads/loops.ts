/**
 * What follows on a page in a chat room is told in the thread of its first message: found in the events, sent by a loop
 * of its own. No page waits for it; what is not told within some tries is dropped, because the message itself is edited.
 */
import type { Logger } from 'pino';
import { currentEvent } from '../../../contract/events/catalogue.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Channel, Outcome } from '../../respond/channels/channel.ts';
import type { Message } from '../../respond/channels/message.ts';
import { channels, findChannel, kindsCarrying } from '../../respond/channels/registry.ts';
import { eventBatch, type LoggedEvent, lockCursor, moveCursor, readEvents, skipAll } from '../event-log.ts';
import * as store from './store.ts';
import { alertLine, type Line, lineOf, textOf, toldKinds } from './words.ts';

export type ThreadOptions = {
  db: Database;
  log: Logger;
  /** Hands a message to a provider. */
  deliver: (
    channel: Channel,
    message: Message,
    to: { settings: unknown; providerId: number | null },
  ) => Promise<Outcome>;
};

const mostAttempts = 6;

const withThreads = channels.filter(({ hasThreads }) => hasThreads).map(({ channel }) => channel);
const kinds = withThreads.flatMap((channel) => kindsCarrying(channel)).map(({ kind }) => kind);

export function startThreads(options: ThreadOptions): Loop[] {
  const { db, log } = options;
  const sending = startLoop({
    name: 'threads: send',
    pauseMs: 1_000,
    log,
    async work() {
      const replies = await transaction(db, store.takeReplies);
      await Promise.all(replies.map((reply) => send(options, reply)));
      return replies.length > 0;
    },
  });
  const gathering = startLoop({
    name: 'threads: gather',
    pauseMs: 500,
    log,
    async work() {
      const { read, queued } = await transaction(db, gather);
      if (queued > 0) sending.wake();
      return read === eventBatch;
    },
  });
  return [gathering, sending];
}

async function gather(tx: Transaction): Promise<{ read: number; queued: number }> {
  if (!(await lockCursor(tx, locks.threadCursor))) return { read: 0, queued: 0 };
  if (!(await store.hasProviders(tx, kinds))) {
    await skipAll(tx, 'thread_cursor');
    return { read: 0, queued: 0 };
  }
  const read = await readEvents(tx, 'thread_cursor');
  const last = read.at(-1);
  if (!last) return { read: 0, queued: 0 };
  const lines = await linesOf(tx, read.map(currentEvent));
  await store.insertLines(tx, lines);
  await moveCursor(tx, 'thread_cursor', last);
  return { read: read.length, queued: lines.length };
}

const told = new Set([...toldKinds(), 'alert.joinedPage']);

async function linesOf(tx: Transaction, events: LoggedEvent[]): Promise<store.NewLine[]> {
  const ofPages = events.filter(({ kind }) => told.has(kind));
  if (ofPages.length === 0) return [];
  const roots = await store.listRoots(tx, [...new Set(ofPages.map(pageIdOf))], withThreads);
  if (roots.length === 0) return [];
  const personIds = ofPages.flatMap(({ data }) => (data.personIds as number[] | undefined) ?? []);
  const names = await store.namesOf(tx, [...new Set(personIds)]);
  return ofPages.flatMap((event) => {
    const line: Line | null = event.kind === 'alert.joinedPage' ? alertLine : lineOf(event, names);
    if (line === null) return [];
    return roots
      .filter((root) => root.pageId === pageIdOf(event) && root.sentAt < event.at && !isPosted(root, event))
      .map(({ notificationId }) => ({ notificationId, eventId: event.id, ...line }));
  });
}

const pageIdOf = ({ kind, data, subjectId }: LoggedEvent) =>
  kind === 'alert.joinedPage' ? (data.pageId as number) : subjectId!;

/** The step posts a message of its own into the thread. */
function isPosted({ steps }: store.Root, { kind, data }: LoggedEvent): boolean {
  return kind === 'page.advanced' && steps.includes(`${data.generation} ${data.round} ${data.stepIndex}`);
}

async function send({ db, log, deliver }: ThreadOptions, reply: store.Reply): Promise<void> {
  const { chatRoom, reference, isShown, lineIds, lines, attempts, sentThrough, pageId } = reply;
  const channel = findChannel(chatRoom.channel);
  if (!channel || sentThrough === null) return store.deleteLines(db, lineIds);
  const message: Message = {
    kind: 'plain',
    idempotencyKey: `thread ${lineIds.join(' ')}`,
    at: new Date().toISOString(),
    recipientName: chatRoom.name,
    subject: '',
    text: textOf(lines),
    thread: { reference, isShown },
  };
  const outcome = await deliver(channel, message, { settings: chatRoom.settings, providerId: sentThrough });
  if (outcome.outcome === 'retry' && attempts < mostAttempts)
    return store.postponeLines(db, lineIds, Math.max(outcome.afterSeconds, 2 ** attempts));
  if (outcome.outcome !== 'sent')
    log.warn({ page: pageId, reason: outcome.reason }, 'a thread in a chat room could not be told what followed');
  await store.deleteLines(db, lineIds);
}
