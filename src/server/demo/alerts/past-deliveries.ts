/** How messages of the past went: most at once, a few only after a retry or by another way, by the rules of delivery. */
import { classifyMailError } from '../../respond/channels/email/email.ts';
import { nextRetrySeconds } from '../../respond/deliver/outcome.ts';
import type { Dice } from '../dice.ts';
import { daysAgo, minute, type Story } from '../story.ts';
import { dayOf } from './planned-alerts.ts';

export type PastAttempt = {
  attempt: number;
  startedAt: number;
  finishedAt: number;
  outcome: 'sent' | 'retry' | 'failed';
  detail: string;
};

export type PastDelivery = { state: 'sent' | 'failed' | 'void'; finishedAt: number; attempts: PastAttempt[] };

/** When the provider of text messages was not there: days ago, from when on (UTC), for how many minutes. */
const outages: readonly [ago: number, time: string, minutes: number][] = [
  [61, '17:40', 250],
  [33, '08:15', 190],
  [8, '19:20', 280],
];

/** Tries until it is sent, until the rules give up, or until nobody wants it any more at `wantedUntil`. */
export function deliverPast(
  story: Story,
  { dueAt, isText, wantedUntil }: { dueAt: number; isText: boolean; wantedUntil: number },
): PastDelivery {
  const dice = story.dice.for(`delivery ${dayOf(story.now) - dueAt}`);
  const attempts: PastAttempt[] = [];
  let startedAt = dueAt;
  while (startedAt < wantedUntil) {
    const error = isText ? hindranceOf(story, startedAt, attempts.length, dice) : null;
    const outcome = error === null ? ({ outcome: 'sent' } as const) : classifyMailError(error);
    const finishedAt = startedAt + dice.whole(140, 1_040);
    const attempt = { attempt: attempts.length + 1, startedAt, finishedAt };
    if (outcome.outcome === 'sent') {
      attempts.push({ ...attempt, outcome: 'sent', detail: 'sent' });
      return { state: 'sent', finishedAt, attempts };
    }
    const retrySeconds = outcome.outcome === 'retry' ? nextRetrySeconds(attempt.attempt, outcome.afterSeconds) : null;
    attempts.push({ ...attempt, outcome: retrySeconds === null ? 'failed' : 'retry', detail: outcome.reason });
    if (retrySeconds === null) return { state: 'failed', finishedAt, attempts };
    startedAt = finishedAt + retrySeconds * 1000;
  }
  return { state: 'void', finishedAt: wantedUntil, attempts };
}

function hindranceOf(story: Story, at: number, triedBefore: number, dice: Dice): Error | null {
  const isAway = outages.some(([ago, time, minutes]) => {
    const from = daysAgo(story, ago, time);
    return at >= from && at < from + minutes * minute;
  });
  if (isAway) return Object.assign(new Error(), { code: 'ECONNREFUSED' });
  if (triedBefore > 0) return null;
  if (dice.chance(0.012)) return Object.assign(new Error(), { responseCode: 550 });
  return dice.chance(0.02) ? Object.assign(new Error(), { responseCode: 451 }) : null;
}
