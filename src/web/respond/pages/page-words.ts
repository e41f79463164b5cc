import type { Ladder, Page, PageDetail } from '../../../contract/respond/pages/page.ts';

type Notification = PageDetail['notifications'][number] | PageDetail['roomPosts'][number];

/** The state of a page as people see it. */
export const shownState = ({ state, mergedInto }: Pick<Page, 'state' | 'mergedInto'>) =>
  mergedInto === null ? (state === 'open' ? 'triggered' : state) : 'merged';

/** What went wrong with a page, in words; unknown codes of a newer server are shown as they are. */
export function problemText(problem: Page['problems'][number], nameOf: (personId: number) => string): string {
  const step = problem.stepIndex === undefined ? 'A step' : `Step ${problem.stepIndex + 1}`;
  const person = problem.personId === undefined ? 'Somebody' : nameOf(problem.personId);
  switch (problem.code) {
    case 'step_empty':
      return `${step} has nobody to notify.`;
    case 'person_unreachable':
      return `${person} has no verified contact method and was not notified.`;
    case 'delivery_failed':
      return `No message could be delivered to ${person}.`;
    case 'policy_exhausted':
      return 'The escalation ended and nobody had acknowledged.';
    case 'catch_all_used':
      return 'The catch-all was notified.';
    case 'nobody_reachable':
      return 'Nobody could be reached at all.';
    case 'no_policy':
      return 'There is no escalation policy to follow.';
    case 'policy_unreadable':
      return 'The escalation policy cannot be read.';
    default:
      return problem.code;
  }
}

/** How a notification stands, in one word or a few. */
export function notificationText({ state, outcome, mayRepeat, attempts, deliveredAt, provider }: Notification): string {
  const tries = attempts.length > 1 ? ` after ${attempts.length} attempts` : '';
  const through = provider ? ` through ${provider.name}` : '';
  switch (state) {
    case 'pending':
      return attempts.length > 0 ? `tried ${attempts.length} times, will be retried` : 'scheduled';
    case 'sending':
      return 'being sent';
    case 'sent':
      return `${deliveredAt ? 'delivered' : 'sent'}${through}${tries}${mayRepeat ? ', possible repeat' : ''}`;
    case 'failed':
      return `failed${tries}${outcome ? `: ${outcome}` : ''}`;
    default:
      return `not sent${outcome ? `: ${outcome}` : ''}`;
  }
}

/** What became of the call of an outgoing webhook. */
export const callText = {
  pending: 'not delivered yet',
  delivered: 'delivered',
  failed: 'not delivered',
  held: 'held: the webhook was disabled',
} as const;

export const attemptText = {
  sent: 'sent',
  retry: 'failed, will be retried',
  failed: 'failed',
  unknown: 'outcome unknown: it may have arrived',
  abandoned: 'abandoned',
} as const;

/** Those a step asks: `Ada, schedule Night watch`. */
export function targetsText(targets: Ladder['steps'][number]['targets']): string {
  if (targets.length === 0) return 'nobody';
  const words = { person: '', schedule: 'schedule ', team: 'team ' };
  const part = { now: '', next: ' (on call next)', everyone: ' (everyone)' };
  return targets
    .map(({ kind, name, who = 'now' }) => (name ? words[kind] + name + part[who] : `a deleted ${kind}`))
    .join(', ');
}

/** Those a step notifies, and how: `Ada, Ben (one in turn), and #payments`. */
export function stepText({ chatRooms = [], webhooks = [], ...step }: Ladder['steps'][number]): string {
  const told = [...chatRooms.map(({ name }) => name), ...webhooks.map((name) => `webhook ${name}`)].join(', ');
  if (told === '') return peopleText(step);
  return step.targets.length === 0 ? `only ${told}` : `${peopleText(step)}, and ${told}`;
}

function peopleText({ targets, notifies, acknowledgedBy }: Ladder['steps'][number]): string {
  if (notifies === 'roundRobin') return `${targetsText(targets)} (one in turn)`;
  return acknowledgedBy === 'everyone' ? `${targetsText(targets)} (all must acknowledge)` : targetsText(targets);
}

/** Why nobody is notified yet. */
export const waitText = {
  working_hours: 'It waits for working hours.',
  first_page_delay: 'It has time to end by itself.',
} as const;

/** What a page does when its time comes, or null when nothing more comes. */
export function nextText(page: Pick<Page, 'state' | 'exhaustedAt' | 'stepIndex'>, ladder: Ladder): string | null {
  if (page.state !== 'open' || page.exhaustedAt) return null;
  const step = ladder.steps[page.stepIndex];
  if (step) return `step ${page.stepIndex + 1} notifies ${stepText(step)}`;
  return ladder.catchAll ? `the catch-all, ${targetsText([ladder.catchAll])}, is notified` : 'the escalation ends';
}
