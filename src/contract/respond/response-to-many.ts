/** One response to many alerts or pages, each done or refused for itself. */
import { z } from 'zod';
import { id, instantInput, line } from '../endpoint.ts';

export const snoozeUntil = instantInput.describe('From a minute to 7 days from now');

export function responseToMany<const Action extends string>(actions: readonly (Action | 'snooze')[]) {
  return z
    .strictObject({
      ids: z.array(id).min(1).max(100),
      action: z.enum(actions),
      reason: line(500).default('Undone').describe('For `reopen`'),
      until: snoozeUntil.optional().describe('For `snooze`: from a minute to 7 days from now'),
    })
    .refine(({ action, until }) => action !== 'snooze' || until !== undefined, {
      path: ['until'],
      message: 'Say until when.',
    });
}

export function answerOfMany<const State extends string>(states: readonly State[]) {
  const state = z.enum(states).nullable();
  const refusal = z.string().nullable().describe('Why nothing was done to this one; null when it was');
  return z.object({ items: z.array(z.object({ id, state, refusal })) });
}
