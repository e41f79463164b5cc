import type { PageMessage } from '../channels/message.ts';
import type { Claimed } from './claim-store.ts';

/** What a claimed notification says. */
export function pageMessage(claimed: Claimed, publicUrl: string, token: string): PageMessage {
  return {
    kind: 'page',
    idempotencyKey: claimed.pageKey,
    at: claimed.createdAt.toISOString(),
    recipientName: claimed.personName,
    page: {
      id: String(claimed.pageId),
      urgency: claimed.urgency,
      severity: claimed.severity,
      title: claimed.title,
      summary: summaryOf(claimed),
      serviceName: claimed.serviceName,
      alertCount: claimed.alertCount,
      alerts: claimed.alerts,
      openedAt: claimed.openedAt.toISOString(),
      stepText: stepText(claimed),
      mayRepeat: claimed.mayRepeat,
    },
    links: { acknowledge: `${publicUrl}/a/${token}`, details: `${publicUrl}/pages/${claimed.pageId}` },
  };
}

function summaryOf({ message }: Claimed): string[] {
  return message === '' ? [] : message.split('\n');
}

function stepText({ stepIndex, stepCount, round, policyName }: Claimed): string {
  const step = stepIndex < stepCount ? `Step ${stepIndex + 1} of ${stepCount}` : 'Nobody answered: catch-all';
  return [step, round > 0 ? `round ${round + 1}` : '', policyName ?? ''].filter(Boolean).join(', ');
}
