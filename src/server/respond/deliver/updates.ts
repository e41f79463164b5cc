/**
 * Changes messages that people have when somebody has taken their page or it is over: buttons go, repeats are cancelled,
 * a call that rings ends. The rows are the truth; who ends a page marks its messages in the same transaction.
 */
import type { Logger } from 'pino';
import { system } from '../../platform/auth/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { PageEndMessage } from '../channels/message.ts';
import { findChannel } from '../channels/registry.ts';
import type { Providers } from '../providers/hand-over.ts';
import * as store from './updates-store.ts';

export type UpdatesOptions = {
  db: Database;
  providers: Providers;
  publicUrl: () => string;
  openSettings: (contactMethodId: number, sealed: string) => unknown;
  log: Logger;
};

const pauseMs = 500;
const mostAttempts = 6;

export function startUpdates(options: UpdatesOptions): Loop {
  const { db, log } = options;
  return startLoop({
    name: 'change sent messages',
    pauseMs,
    log,
    async work() {
      const outdated = await store.takeOutdated(db);
      await Promise.all(outdated.map((each) => update(options, each)));
      return outdated.length > 0;
    },
  });
}

async function update({ db, providers, publicUrl, openSettings }: UpdatesOptions, sent: store.Outdated): Promise<void> {
  const { channel: name, providerId, chatRoom, reference, pageState } = sent;
  const channel = findChannel(chatRoom?.channel ?? name);
  if (!channel || providerId === null || pageState === 'open') return store.endUpdate(db, sent, null);
  const message = messageOf(sent, pageState, publicUrl());
  let to: unknown;
  try {
    to = chatRoom ? chatRoom.settings : openSettings(sent.contactMethodId!, sent.settings!);
  } catch {
    return store.endUpdate(db, sent, null);
  }
  const outcome = await providers.update(channel, message, { settings: to, providerId, reference });
  if (outcome?.outcome === 'retry' && sent.attempts < mostAttempts)
    return store.endUpdate(db, sent, Math.max(outcome.afterSeconds, 2 ** sent.attempts));
  await store.endUpdate(db, sent, null);
  if (outcome?.outcome === 'sent') {
    const data = { notificationId: sent.id, state: pageState };
    await recordEvent(db, system, 'notification.updated', sent.pageId, data);
  }
}

function messageOf(sent: store.Outdated, kind: 'acknowledged' | 'resolved', publicUrl: string): PageEndMessage {
  const { pageId, urgency, isTest, severity, title, serviceName, alertCount, openedAt, personName, timeZone, pageKey } =
    sent;
  return {
    kind,
    idempotencyKey: `${pageKey} ${kind}`,
    at: openedAt.toISOString(),
    recipientName: personName,
    timeZone,
    byName: sent.byName,
    page: {
      ...{
        id: String(pageId),
        urgency,
        isTest,
        severity,
        title,
        serviceName,
        alertCount,
        openedAt: openedAt.toISOString(),
      },
      ...{ summary: [], labels: [], references: [], alerts: [], stepText: '', next: null, mayRepeat: false },
      others: { count: sent.otherCount, shown: [] },
    },
    links: { details: `${publicUrl}/pages/${pageId}` },
  };
}
