import type { getAlert, listAlertSignals } from '../../../contract/detect/alerts.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { PageDetail } from '../../../contract/respond/pages/page.ts';

export type AlertStory = OutputOf<typeof getAlert>;
export type AlertSignal = OutputOf<typeof listAlertSignals>['items'][number];
type Notification = PageDetail['notifications'][number] | PageDetail['roomPosts'][number];
type AlertEvent = AlertStory['events'][number];

/** One thing that happened, in the order people should read it. */
export type StoryEntry = { key: string; at: string } & (
  | { kind: 'signal'; signal: AlertSignal }
  | { kind: 'event'; event: AlertEvent }
  | { kind: 'page'; page: PageDetail; what: 'opened' | 'acknowledged' | 'resolved' | 'exhausted' }
  | { kind: 'step'; page: PageDetail; stepIndex: number; round: number; notifications: Notification[] }
  | { kind: 'call'; page: PageDetail; call: PageDetail['webhookCalls'][number] }
  | { kind: 'problem'; page: PageDetail; problem: PageDetail['problems'][number] }
);

/** What has the same time reads in the order of its causes. */
const rank = { signal: 0, event: 1, page: 2, step: 3, call: 4, problem: 5 };

/** The life of an alert as one list, oldest first: what was said, what happened to it, who was asked and how it went. */
export function tellStory(events: AlertEvent[], signals: AlertSignal[], pages: PageDetail[]): StoryEntry[] {
  return inOrder([
    ...signals.map((signal) => ({
      kind: 'signal' as const,
      key: `signal ${signal.position} ${signal.signal.action}`,
      at: signal.receivedAt,
      signal,
    })),
    ...events.map((event) => ({ kind: 'event' as const, key: `event ${event.id}`, at: event.at, event })),
    // The end of a page is told by the end of its alerts.
    ...pages.flatMap((page) => entriesOf(page).filter(({ kind, ...entry }) => kind !== 'page' || !isEnd(entry))),
  ]);
}

/** The life of a page alone, oldest first. */
export function tellPage(page: PageDetail): StoryEntry[] {
  return inOrder(entriesOf(page));
}

const isEnd = (entry: object) => 'what' in entry && (entry.what === 'acknowledged' || entry.what === 'resolved');

function entriesOf(page: PageDetail): StoryEntry[] {
  const moments = {
    opened: page.openedAt,
    exhausted: page.exhaustedAt,
    acknowledged: page.acknowledgedAt,
    resolved: page.resolvedAt,
  };
  const entries: StoryEntry[] = (['opened', 'exhausted', 'acknowledged', 'resolved'] as const).flatMap((what) => {
    const at = moments[what];
    return at ? [{ kind: 'page', key: `page ${page.id} ${what}`, at, page, what }] : [];
  });
  for (const [index, problem] of page.problems.entries()) {
    // The end of the ladder stands above as a moment of the page itself.
    if (problem.code === 'policy_exhausted' && page.exhaustedAt) continue;
    entries.push({ kind: 'problem', key: `problem ${page.id} ${index}`, at: problem.at, page, problem });
  }
  for (const call of page.webhookCalls) {
    const key = `call ${page.id} ${call.generation} ${call.round} ${call.stepIndex} ${call.webhook.id}`;
    entries.push({ kind: 'call', key, at: call.at, page, call });
  }
  return [...entries, ...stepsOf(page)];
}

/** The notifications of one run of one step belong together; they are due at different times by personal rules. */
function stepsOf(page: PageDetail): StoryEntry[] {
  const steps = new Map<string, Extract<StoryEntry, { kind: 'step' }>>();
  for (const notification of [...page.notifications, ...page.roomPosts]) {
    const { generation, round, stepIndex, dueAt } = notification;
    const key = `step ${page.id} ${generation} ${round} ${stepIndex}`;
    const step = steps.get(key);
    if (!step) steps.set(key, { kind: 'step', key, at: dueAt, page, stepIndex, round, notifications: [notification] });
    else {
      step.notifications.push(notification);
      if (Date.parse(dueAt) < Date.parse(step.at)) step.at = dueAt;
    }
  }
  return [...steps.values()];
}

function inOrder(entries: StoryEntry[]): StoryEntry[] {
  return entries.toSorted(
    (one, other) => Date.parse(one.at) - Date.parse(other.at) || rank[one.kind] - rank[other.kind],
  );
}
