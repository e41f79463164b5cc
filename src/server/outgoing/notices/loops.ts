/**
 * Notices: found in the events and by the clock, gathered into one message for each person, sent by the outbox of
 * respond. Nothing of it touches a row, a connection or a mail connection of paging.
 */
import type { Logger } from 'pino';
import { currentEvent } from '../../../contract/events/catalogue.ts';
import type { ContactChannels } from '../../directory/contact-methods/channels.ts';
import { settingsContext } from '../../directory/contact-methods/reachability.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Transports } from '../../respond/channels/channel.ts';
import { startOutbox } from '../../respond/outbox/outbox.ts';
import { agreedIn } from '../../respond/sandbox/actions.ts';
import { doesAnybodyShadow } from '../../respond/schedules/shadows/shadows.ts';
import { eventBatch, lockCursor, moveCursor, readEvents } from '../event-log.ts';
import { findSandboxes } from '../sandboxed.ts';
import { noticesByClock } from './by-clock.ts';
import { composeMessage } from './compose.ts';
import { noticesOf } from './from-events.ts';
import { type Notice, queueNotices } from './queue.ts';
import { loadReaders } from './settings-store.ts';
import { bundleDue, forgetNotices, loadMessages } from './store.ts';

export type NoticeOptions = {
  db: Database;
  log: Logger;
  keyring: Keyring;
  channels: ContactChannels;
  /** With a mail connection apart from the one that pages. */
  transports: Transports;
  publicUrl: () => string;
};

const clockEveryMs = 30_000;

export function startNotices(options: NoticeOptions): Loop[] {
  const { db, log, keyring, channels, transports, publicUrl } = options;
  const messages = startOutbox({
    ...{ name: 'notices: send', table: 'notice_messages', db, log, transports, freshHours: 24 },
    async compose(claimed) {
      const found = await loadMessages(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(found.map((message) => [message.id, message]));
      const openSettings = (id: number, sealed: string) =>
        JSON.parse(keyring.open(sealed, settingsContext(id)).reveal()) as Record<string, unknown>;
      return claimed.map((row) =>
        composeMessage(row, byId.get(row.id)!, { openSettings, channels, publicUrl: publicUrl() }),
      );
    },
    forget: () => forgetNotices(db),
  });
  let lookedAt = performance.now() - clockEveryMs;
  return [
    startLoop({
      name: 'notices: gather',
      pauseMs: 1_000,
      log,
      async work() {
        const read = await gather(db, channels);
        if (performance.now() - lookedAt >= clockEveryMs) {
          await lookAtClock(db);
          lookedAt = performance.now();
        }
        if ((await transaction(db, bundleDue)) > 0) messages.wake();
        return read === eventBatch;
      },
    }),
    messages,
  ];
}

async function gather(db: Database, channels: ContactChannels): Promise<number> {
  return transaction(db, async (tx) => {
    if (!(await lockCursor(tx, locks.noticeCursor))) return 0;
    const events = await readEvents(tx, 'notice_cursor');
    const last = events.at(-1);
    if (!last) return 0;
    const nowMs = await readNowMs(tx);
    const found: Notice[] = [];
    const hasShadows = await doesAnybodyShadow(tx);
    const ports = { isChangedLater: channels.isChangedLater, nowMs, hasShadows, gathered: found };
    const sandboxOf = await findSandboxes(tx, events.map(currentEvent));
    const sandboxIds = new Set(events.map((event) => sandboxOf(currentEvent(event))).filter((id) => id !== null));
    const agreed = sandboxIds.size === 0 ? new Map<number, number[]>() : await agreedIn(tx, [...sandboxIds]);
    for (const event of events.map(currentEvent)) {
      const sandboxId = sandboxOf(event);
      const notices = await noticesOf(tx, event, ports);
      const isKept = ({ personId }: Notice) => sandboxId !== null && !agreed.get(sandboxId)?.includes(personId);
      found.push(...notices.map((notice) => (isKept(notice) ? { ...notice, keptIn: sandboxId! } : notice)));
    }
    await queueNotices(tx, found, nowMs);
    await moveCursor(tx, 'notice_cursor', last);
    return events.length;
  });
}

async function lookAtClock(db: Database): Promise<void> {
  await transaction(db, async (tx: Transaction) => {
    if (!(await lockCursor(tx, locks.noticeClock))) return;
    const nowMs = await readNowMs(tx);
    const readers = await loadReaders(tx, null);
    await queueNotices(tx, await noticesByClock(tx, readers, nowMs), nowMs, readers);
  });
}
