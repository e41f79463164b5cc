import { z } from 'zod';

/** The longest wait between two steps of a policy: one week, in seconds. */
export const LONGEST_STEP_DELAY_SECONDS = 7 * 86_400;

/** Who a step asks: one person, whoever is on call on a schedule, or everybody in a team. */
export function escalationTarget<Reference extends z.ZodType>(reference: Reference) {
  return z.strictObject({ kind: z.enum(['person', 'schedule', 'team']), id: reference });
}

/**
 * The document that describes an escalation policy: who is asked, in which order, after how long.
 *
 * - `delaySeconds` is the wait after a step before the next one (or before the end of the ladder) is due.
 * - `ifEmpty` says what a step does that reaches nobody: `skip` goes on at once, `wait` keeps the delay.
 * - `repeat` is how many times the whole ladder runs again after the first run.
 * - `catchAll` is asked once when the ladder ends unacknowledged, or at once when every step is empty.
 *
 * @param reference how targets are referred to: an id in the stored form, an e-mail address or name in a configuration file.
 */
export function escalationDefinition<Reference extends z.ZodType>(reference: Reference) {
  const target = escalationTarget(reference);
  return z.strictObject({
    steps: z
      .array(
        z.strictObject({
          delaySeconds: z.int().min(0).max(LONGEST_STEP_DELAY_SECONDS),
          targets: z.array(target).min(1).max(50),
          ifEmpty: z.enum(['skip', 'wait']).default('skip'),
        }),
      )
      .min(1)
      .max(20),
    repeat: z.int().min(0).max(20).default(0),
    catchAll: target.nullable().default(null),
  });
}

/** The stored form: targets are ids of people, schedules and teams. */
export const storedEscalationDefinition = escalationDefinition(z.int().positive());

export type EscalationDefinition = z.infer<typeof storedEscalationDefinition>;
export type EscalationStep = EscalationDefinition['steps'][number];
export type EscalationTarget = EscalationStep['targets'][number];
