/**
 * Changes messages that people have when somebody has taken their page, it is over, or it asks them no more: buttons go,
 * repeats are cancelled, a call that rings ends. In a chat room, a message for several pages says of each what became of
 * it. The rows are the truth; who ends a page, or gives it to others, marks its messages in the same transaction.
 */
import type { Logger } from 'pino';
import { system } from '../../platform/auth/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { OtherPage, PageEndMessage, PageMessage } from '../channels/message.ts';
import { findChannel } from '../channels/registry.ts';
import type { Providers } from '../providers/hand-over.ts';
import type { LinkTokens } from './link-token.ts';
import { mostShownInRooms } from './message.ts';
import * as store from './updates-store.ts';

export type UpdatesOptions = {
  db: Database;
  providers: Providers;
  publicUrl: () => string;
  openSettings: (contactMethodId: number, sealed: string) => unknown;
  links: LinkTokens;
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

async function update(options: UpdatesOptions, sent: store.Outdated): Promise<void> {
  const { db, providers, publicUrl, openSettings, links } = options;
  const { channel: name, providerId, chatRoom, reference, pageState } = sent;
  const channel = findChannel(chatRoom?.channel ?? name);
  const message =
    pageState === 'open' ? stillOpen(sent, publicUrl(), links.tokenOf(sent.id)) : over(sent, pageState, publicUrl());
  if (!channel || providerId === null || message === null) return store.endUpdate(db, sent, null);
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

/** What a person has stays as it is until the last page is over; a room that several read is told of each. */
function stillOpen(sent: store.Outdated, publicUrl: string, token: string): PageMessage | null {
  const [lead, ...others] = sent.pages ?? [];
  if (!lead || others.length === 0) return null;
  const details = `${publicUrl}/pages/${lead.id}`;
  return {
    kind: 'page',
    ...common(sent),
    // Each of these is another message to a chat that tells repeats by it.
    idempotencyKey: `${sent.pageKey} at ${sent.leaseUntil.toISOString()}`,
    page: {
      ...summaryOf({ ...sent, ...lead, pageId: lead.id }),
      others: { count: sent.otherCount, openCount: sent.openCount, shown: others.map(toldPage) },
    },
    links: { acknowledge: details, details },
    token,
    replyCode: null,
  };
}

function over(sent: store.Outdated, kind: PageEndMessage['kind'], publicUrl: string): PageEndMessage {
  const lead = sent.pages?.find(({ state }) => state === kind);
  const pageId = lead?.id ?? sent.pageId;
  const shown = (sent.pages ?? []).filter(({ id }) => id !== pageId).map(toldPage);
  return {
    ...(kind === 'withdrawn' ? { kind, because: sent.because ?? 'reassigned' } : { kind }),
    ...common(sent),
    idempotencyKey: `${sent.pageKey} ${kind}`,
    byName: sent.byName,
    page: {
      ...summaryOf({ ...sent, ...lead, pageId }),
      others: { count: sent.otherCount, shown: shown.slice(0, mostShownInRooms) },
    },
    links: { details: `${publicUrl}/pages/${pageId}` },
  };
}

const common = ({ openedAt, personName, timeZone }: store.Outdated) => ({
  at: openedAt.toISOString(),
  recipientName: personName,
  timeZone,
});

function summaryOf({ pageId, urgency, isTest, severity, title, serviceName, alertCount, openedAt }: store.Outdated) {
  return {
    ...{ id: String(pageId), urgency, isTest, severity, title, serviceName, alertCount },
    openedAt: openedAt.toISOString(),
    ...{ summary: [], labels: [], references: [], alerts: [], stepText: '', next: null, mayRepeat: false },
    ...{ serviceDescription: '', alsoNotified: [] },
  };
}

const toldPage = ({ title, severity, serviceName, state, because, byName }: store.ToldPage): OtherPage => ({
  ...{ title, severity, serviceName },
  ended:
    state === 'open'
      ? undefined
      : `${state === 'withdrawn' ? because : state}${state !== 'resolved' && byName ? ` by ${byName}` : ''}`,
});
