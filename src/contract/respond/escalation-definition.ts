import { z } from 'zod';
import { line } from '../endpoint.ts';
import { severity, urgencies } from '../severity.ts';
import { workingHours } from '../working-hours.ts';

/** The longest wait between two steps of a policy: one week, in seconds. */
export const LONGEST_STEP_DELAY_SECONDS = 7 * 86_400;

/** The longest time that a policy gives a problem to end by itself before it pages: half an hour, in seconds. */
export const LONGEST_FIRST_PAGE_DELAY_SECONDS = 1_800;

/** One person, whoever is on call on a schedule, or everybody in a team. */
export function escalationTarget<Reference extends z.ZodType>(reference: Reference) {
  return z.strictObject({ kind: z.enum(['person', 'schedule', 'team']), id: reference });
}

/** Whom of a schedule a step asks: who is on call, who comes on call next, or everybody in its rotations. */
export const scheduleParts = ['now', 'next', 'everyone'] as const;
export type SchedulePart = (typeof scheduleParts)[number];

/** Who a step asks; `who` chooses within a schedule, where leaving it out means `now`. */
export function stepTarget<Reference extends z.ZodType>(reference: Reference) {
  return escalationTarget(reference)
    .extend({ who: z.enum(scheduleParts).optional() })
    .refine(({ kind, who }) => who === undefined || kind === 'schedule', {
      path: ['who'],
      error: 'only a schedule has somebody who is next',
    });
}

/**
 * A room of a chat that a step posts to, beside the people it notifies: what people call it, and where it is by the fields
 * of its channel. It informs; it reaches nobody.
 *
 * @param through how the provider is referred to: `providerId` in the stored form, its name in a configuration file.
 */
export function chatRoom<Through extends z.ZodRawShape>(through: Through) {
  return z.strictObject({
    name: line(80),
    channel: z.string().min(1).max(40),
    ...through,
    settings: z.record(z.string().max(40), z.string().max(500)).default({}),
  });
}

export const storedChatRoom = chatRoom({ providerId: z.int().positive() });
export type ChatRoom = z.infer<typeof storedChatRoom>;

/**
 * How a step asks:
 * - `notifies`: `everyone` its targets stand for at once (when left out), or one of them in turn (`roundRobin`).
 * - `acknowledgedBy`: whether `anyone` of them ends the page (when left out), or only `everyone` together.
 */
export const stepModes = {
  notifies: z.enum(['everyone', 'roundRobin']).optional(),
  acknowledgedBy: z.enum(['anyone', 'everyone']).optional(),
};

function ladderShape<Target extends z.ZodType, Room extends z.ZodType, Webhook extends z.ZodType>(
  target: Target,
  room: Room,
  webhook: Webhook,
) {
  return {
    steps: z
      .array(
        z
          .strictObject({
            delaySeconds: z.int().min(0).max(LONGEST_STEP_DELAY_SECONDS),
            targets: z.array(target).max(50).default([]),
            chatRooms: z.array(room).min(1).max(10).optional(),
            webhooks: z
              .array(webhook)
              .min(1)
              .max(5)
              .refine((webhooks) => new Set(webhooks).size === webhooks.length, { error: 'a webhook is named twice' })
              .optional(),
            ifEmpty: z.enum(['skip', 'wait']).default('skip'),
            ...stepModes,
          })
          .refine(({ notifies, acknowledgedBy }) => notifies !== 'roundRobin' || acknowledgedBy !== 'everyone', {
            path: ['acknowledgedBy'],
            error: 'a round-robin step notifies one person, so everybody cannot acknowledge it',
          })
          .refine(
            ({ targets, chatRooms, webhooks }) =>
              targets.length > 0 || chatRooms !== undefined || webhooks !== undefined,
            { path: ['targets'], error: 'name somebody to notify, a chat room to post to or a webhook to call' },
          ),
      )
      .min(1)
      .max(20)
      .refine((steps) => steps.some(({ targets }) => targets.length > 0), {
        error: 'chat rooms and webhooks reach nobody: at least one step has to notify people',
      }),
    repeat: z.int().min(0).max(20).default(0),
    catchAll: target.nullable().default(null),
  };
}

/** Gives a problem of SEV`fromSeverity` and below so many seconds to end by itself; SEV1 always pages at once. */
export const firstPageDelay = z.strictObject({
  seconds: z.int().min(10).max(LONGEST_FIRST_PAGE_DELAY_SECONDS),
  fromSeverity: z.int().min(2).max(5),
});

/** What a page must be for a branch: every condition that is given holds. */
export const branchConditions = {
  severities: z.array(severity).min(1).max(5).optional(),
  urgency: z.enum(urgencies).optional(),
  hours: z.enum(['working', 'off']).optional(),
};

/**
 * The document that describes an escalation policy: who is asked, in which order, after how long.
 *
 * - `delaySeconds` is the wait after a step before the next one (or before the end of the ladder) is due.
 * - `ifEmpty` says what a step does that reaches nobody: `skip` goes on at once, `wait` keeps the delay.
 * - `chatRooms` are told of the step, `webhooks` (outgoing webhooks) are called; a step that has only these waits its delay all the same.
 * - `repeat` is how many times the whole ladder runs again after the first run.
 * - `catchAll` is asked once when the ladder ends unacknowledged, or at once when every step is empty.
 * - `branches`: a page follows the first one whose conditions all hold as it begins, or else the ladder of the policy.
 * - `workingHours` are hours of its own; `workingHoursTeamId` names a team whose hours and holidays it follows instead.
 * - `waitsForWorkingHours`: low-urgency pages of SEV3 and below start when the working hours do.
 * - `firstPageDelay`: how long a problem may take to end by itself before anybody is paged.
 *
 * @param reference how targets are referred to: an id in the stored form, an e-mail address or name in a configuration file.
 */
export function escalationDefinition<Reference extends z.ZodType>(reference: Reference) {
  return definitionOf(stepTarget(reference), storedChatRoom, z.int().positive());
}

/** {@link escalationDefinition} for targets, chat rooms and outgoing webhooks of any form. */
export function definitionOf<Target extends z.ZodType, Room extends z.ZodType, Webhook extends z.ZodType>(
  target: Target,
  room: Room,
  webhook: Webhook,
) {
  const branch = z
    .strictObject({ name: line(80), ...branchConditions, ...ladderShape(target, room, webhook) })
    .refine(
      ({ severities, urgency, hours }) => severities !== undefined || urgency !== undefined || hours !== undefined,
      {
        error: 'a branch needs a condition',
      },
    );
  return z
    .strictObject({
      ...ladderShape(target, room, webhook),
      branches: z
        .array(branch)
        .max(10)
        .refine((branches) => new Set(branches.map(({ name }) => name)).size === branches.length, {
          error: 'two branches have the same name',
        })
        .optional(),
      workingHours: workingHours.optional(),
      workingHoursTeamId: z.int().positive().optional(),
      waitsForWorkingHours: z.boolean().optional(),
      firstPageDelay: firstPageDelay.optional(),
    })
    .refine(
      ({ branches, workingHours: hours, workingHoursTeamId, waitsForWorkingHours }) =>
        hours !== undefined ||
        workingHoursTeamId !== undefined ||
        (!waitsForWorkingHours && !branches?.some((each) => each.hours !== undefined)),
      { path: ['workingHours'], error: 'say which hours are working hours' },
    )
    .refine(({ workingHours: hours, workingHoursTeamId }) => hours === undefined || workingHoursTeamId === undefined, {
      path: ['workingHoursTeamId'],
      error: 'give working hours or a team, not both',
    });
}

/** The stored form: targets are ids of people, schedules and teams. */
export const storedEscalationDefinition = escalationDefinition(z.int().positive());

export type EscalationDefinition = z.infer<typeof storedEscalationDefinition>;
/** A definition as it runs: hours of a team have been looked up. */
export type RunnableDefinition = EscalationDefinition & { workingHoursTeamId?: never };
export type EscalationStep = EscalationDefinition['steps'][number];
export type EscalationTarget = EscalationStep['targets'][number];
export type EscalationBranch = NonNullable<EscalationDefinition['branches']>[number];
/** Steps, repeats and catch-all: what a page runs. */
export type EscalationLadder = Pick<EscalationDefinition, 'steps' | 'repeat' | 'catchAll'>;
