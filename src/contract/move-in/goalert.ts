/** What an export of GoAlert holds, as its GraphQL API answers. Fields that are not named here are kept. */
import { z } from 'zod';

const text = z.string().max(20_000);
const name = z.string().trim().min(1).max(500);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const instant = z
  .string()
  .refine((given) => !Number.isNaN(Date.parse(given)), 'expected a time such as 2026-01-05T09:00:00Z');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:\d{2})?$/, 'expected a time such as 09:00');

const target = z.looseObject({ id: name, type: text, name: optional(text) });
export type GoalertTarget = z.output<typeof target>;

export const goalertUser = z.looseObject({
  id: name,
  name: optional(text),
  email: optional(text),
  role: optional(text),
  contactMethods: optional(
    z.array(z.looseObject({ id: name, type: optional(text), value: optional(text), disabled: optional(z.boolean()) })),
  ),
  notificationRules: optional(
    z.array(z.looseObject({ delayMinutes: z.number().min(0).max(100_000), contactMethodID: optional(text) })),
  ),
});
export type GoalertUser = z.output<typeof goalertUser>;

export const goalertRotation = z.looseObject({
  id: name,
  name,
  start: instant,
  timeZone: text,
  type: z.enum(['hourly', 'daily', 'weekly', 'monthly']),
  shiftLength: z.int().min(1).max(10_000).default(1),
  activeUserIndex: z.int().min(-1).max(1_000).default(0),
  userIDs: z.array(name).max(500).default([]),
  nextHandoffTimes: optional(z.array(instant).max(100)),
});
export type GoalertRotation = z.output<typeof goalertRotation>;

/** `weekdayFilter` begins with Sunday. */
const rule = z.looseObject({
  start: clockTime,
  end: clockTime,
  weekdayFilter: z.array(z.boolean()).length(7),
});
export type GoalertRule = z.output<typeof rule>;

const shift = z.looseObject({ userID: name, start: instant, end: instant });

export const goalertSchedule = z.looseObject({
  id: name,
  name,
  description: optional(text),
  timeZone: text,
  targets: z
    .array(z.looseObject({ target, rules: z.array(rule).max(500).default([]) }))
    .max(500)
    .default([]),
  temporarySchedules: optional(
    z.array(z.looseObject({ start: instant, end: instant, shifts: z.array(shift).max(10_000).default([]) })).max(1_000),
  ),
});
export type GoalertSchedule = z.output<typeof goalertSchedule>;

/** One that only adds has no `removeUserID`, one that only removes no `addUserID`. */
export const goalertOverride = z.looseObject({
  id: name,
  start: instant,
  end: instant,
  addUserID: optional(text),
  removeUserID: optional(text),
  target,
});
export type GoalertOverride = z.output<typeof goalertOverride>;

export const goalertPolicy = z.looseObject({
  id: name,
  name,
  description: optional(text),
  repeat: z.int().min(-1).max(1_000).default(0),
  steps: z
    .array(
      z.looseObject({
        id: optional(text),
        stepNumber: optional(z.number()),
        delayMinutes: z.number().min(0).max(100_000),
        targets: z.array(target).max(200).default([]),
      }),
    )
    .max(200)
    .default([]),
});
export type GoalertPolicy = z.output<typeof goalertPolicy>;

export const goalertService = z.looseObject({
  id: name,
  name,
  description: optional(text),
  escalationPolicyID: optional(text),
  integrationKeys: optional(
    z.array(z.looseObject({ id: name, type: optional(text), name: optional(text), href: optional(text) })).max(500),
  ),
  heartbeatMonitors: optional(
    z
      .array(
        z.looseObject({
          id: name,
          name: optional(text),
          timeoutMinutes: z.number().min(1).max(1_000_000),
          href: optional(text),
        }),
      )
      .max(500),
  ),
  labels: optional(z.array(z.looseObject({ key: text, value: optional(text) })).max(500)),
});
export type GoalertService = z.output<typeof goalertService>;

/** An export, with the lists of the API. */
export type GoalertExport = {
  users: GoalertUser[];
  rotations: GoalertRotation[];
  schedules: GoalertSchedule[];
  userOverrides: GoalertOverride[];
  escalationPolicies: GoalertPolicy[];
  services: GoalertService[];
};
