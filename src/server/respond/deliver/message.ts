import { createHash } from 'node:crypto';
import type { PageMessage } from '../channels/message.ts';
import type { Claimed } from './claims/claim-store.ts';
import { chosenLabels, shownLabels, shownLink } from './shown-labels.ts';

/** Pages that a post in a chat room lists besides its first. */
export const mostShownInRooms = 25;

/** What a claimed notification says. */
export function pageMessage(
  claimed: Claimed,
  publicUrl: string,
  token: string,
  replyCode: number | null = null,
  others: Claimed[] = [],
): PageMessage {
  const details = `${publicUrl}/pages/${claimed.pageId}`;
  return {
    kind: 'page',
    idempotencyKey: others.length === 0 ? claimed.pageKey : `${claimed.pageKey} with ${digestOf(others)}`,
    at: claimed.createdAt.toISOString(),
    recipientName: claimed.personName,
    timeZone: claimed.timeZone,
    page: {
      id: String(claimed.pageId),
      urgency: claimed.urgency,
      isTest: claimed.isTest,
      severity: claimed.severity,
      title: claimed.title,
      summary: summaryOf(claimed),
      labels: shownLabels(claimed.alerts.map(({ labels, messageLabels }) => chosenLabels(labels, messageLabels))),
      references: referencesOf(claimed, publicUrl),
      serviceName: claimed.serviceName,
      serviceDescription: claimed.serviceDescription ?? '',
      alsoNotified: claimed.alsoNotified,
      alertCount: claimed.alertCount,
      alerts: claimed.alerts.map(({ title, severity }) => ({ title, severity })),
      flapping: claimed.flapping ?? undefined,
      openedAt: claimed.openedAt.toISOString(),
      stepText: stepText(claimed),
      next: nextOf(claimed),
      others: {
        count: others.length,
        shown: others
          .slice(0, claimed.chatRoom ? mostShownInRooms : 10)
          .map(({ title, severity, serviceName }) => ({ title, severity, serviceName })),
      },
      mayRepeat: claimed.mayRepeat || others.some(({ mayRepeat }) => mayRepeat),
    },
    // Whoever is in a chat room may open its link; only who signs in can acknowledge there.
    links: { acknowledge: claimed.chatRoom ? details : `${publicUrl}/a/${token}`, details },
    token,
    replyCode,
  };
}

/** A message that tells of other pages than before is another one: a receiver must not drop it as a repeat. */
function digestOf(others: Claimed[]): string {
  const ids = others.map(({ id }) => id).sort((a, b) => a - b);
  return createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16);
}

/** Whoever pages by hand has written it; else the most severe alert that has a description. */
function summaryOf({ message, alerts }: Claimed): string[] {
  const text = message || (alerts.find(({ description }) => description !== '')?.description ?? '');
  return text === '' ? [] : text.split('\n');
}

/** The runbooks of the service, then the links of all alerts, each address once. */
function referencesOf({ alerts, runbooks }: Claimed, publicUrl: string): PageMessage['page']['references'] {
  const found = new Map(runbooks.map(({ id, title }) => [`${publicUrl}/runbooks/${id}`, `Runbook: ${title}`]));
  for (const { href, text } of alerts.flatMap(({ links }) => links)) {
    const shown = shownLink(href);
    if (shown !== null && !found.has(shown)) found.set(shown, text);
  }
  return [...found].slice(0, 10).map(([href, text]) => ({ text, href }));
}

function nextOf({ nextWho, nextInSeconds, nextAt }: Claimed): PageMessage['page']['next'] {
  if (nextWho === null || nextInSeconds === null || nextAt === null) return null;
  return { who: nextWho, inSeconds: Math.max(0, nextInSeconds), at: nextAt.toISOString() };
}

function stepText({ stepIndex, stepCount, round, policyName }: Claimed): string {
  const step = stepIndex < stepCount ? `Step ${stepIndex + 1} of ${stepCount}` : 'Nobody answered: catch-all';
  return [step, round > 0 ? `round ${round + 1}` : '', policyName ?? ''].filter(Boolean).join(', ');
}
