/** What an export of Opsgenie holds, as its backup tool and its API write it. Fields that are not named here are kept. */
import { z } from 'zod';

const text = z.string().max(20_000);
const name = z.string().trim().min(1).max(500);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const instant = z
  .string()
  .refine((given) => !Number.isNaN(Date.parse(given)), 'expected a time such as 2026-01-05T09:00:00Z');

/** Names somebody or something else: by id, by name, or a person by user name, which is an e-mail address. */
const reference = z.looseObject({
  type: z.string().max(50),
  id: optional(text),
  name: optional(text),
  username: optional(text),
});
export type OpsgenieReference = z.output<typeof reference>;

const duration = z.looseObject({
  timeAmount: z.number().min(0).max(1_000_000),
  timeUnit: z.enum(['seconds', 'minutes', 'hours', 'days']).default('minutes'),
});

const contact = z.looseObject({
  contactMethod: optional(text),
  method: optional(text),
  to: text,
  enabled: optional(z.boolean()),
});

const criteria = z.looseObject({
  type: z.string().max(50).default('match-all'),
  conditions: optional(z.array(z.looseObject({}))),
});

export type OpsgenieCriteria = z.output<typeof criteria>;

const timesOfDay = {
  startHour: z.int().min(0).max(24),
  startMin: z.int().min(0).max(59).default(0),
  endHour: z.int().min(0).max(24),
  endMin: z.int().min(0).max(59).default(0),
};
const weekday = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']));

export const timeRestriction = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('time-of-day'), restriction: z.looseObject(timesOfDay) }),
  z.looseObject({
    type: z.literal('weekday-and-time-of-day'),
    restrictions: z.array(z.looseObject({ startDay: weekday, endDay: weekday, ...timesOfDay })).max(100),
  }),
]);
export type OpsgenieTimeRestriction = z.output<typeof timeRestriction>;

const notificationRule = z.looseObject({
  id: optional(text),
  name: optional(text),
  actionType: optional(text),
  enabled: optional(z.boolean()),
  criteria: optional(criteria),
  timeRestriction: optional(z.looseObject({})),
  steps: optional(
    z.array(z.looseObject({ contact, sendAfter: optional(duration), enabled: optional(z.boolean()) })).max(200),
  ),
});
export type OpsgenieNotificationRule = z.output<typeof notificationRule>;

export const opsgenieUser = z.looseObject({
  id: name,
  username: name,
  fullName: optional(text),
  role: optional(z.looseObject({ name: optional(text) })),
  timeZone: optional(text),
  blocked: optional(z.boolean()),
  userContacts: optional(z.array(contact).max(200)),
  notificationRules: optional(z.array(notificationRule).max(500)),
});
export type OpsgenieUser = z.output<typeof opsgenieUser>;

const routingRule = z.looseObject({
  id: optional(text),
  name: optional(text),
  isDefault: optional(z.boolean()),
  order: optional(z.number()),
  criteria: optional(criteria),
  timezone: optional(text),
  timeRestriction: optional(timeRestriction),
  notify: optional(reference),
});
export type OpsgenieRoutingRule = z.output<typeof routingRule>;

export const opsgenieTeam = z.looseObject({
  id: name,
  name,
  description: optional(text),
  members: optional(
    z.array(
      z.looseObject({ user: z.looseObject({ id: optional(text), username: optional(text) }), role: optional(text) }),
    ),
  ),
  routingRules: optional(z.array(routingRule).max(500)),
});
export type OpsgenieTeam = z.output<typeof opsgenieTeam>;

const rotation = z.looseObject({
  id: name,
  name: optional(text),
  startDate: instant,
  endDate: optional(instant),
  type: z.enum(['daily', 'weekly', 'hourly']),
  length: z.int().min(1).max(10_000).default(1),
  participants: z.array(reference).max(500).default([]),
  timeRestriction: optional(timeRestriction),
});
export type OpsgenieRotation = z.output<typeof rotation>;

const override = z.looseObject({
  alias: name,
  user: reference,
  startDate: instant,
  endDate: instant,
  rotations: optional(z.array(z.looseObject({ id: optional(text), name: optional(text) }))),
});
export type OpsgenieOverride = z.output<typeof override>;

export const opsgenieSchedule = z.looseObject({
  id: name,
  name,
  description: optional(text),
  timezone: optional(text),
  enabled: optional(z.boolean()),
  ownerTeam: optional(z.looseObject({ id: optional(text), name: optional(text) })),
  rotations: z.array(rotation).max(200).default([]),
  overrides: optional(z.array(override).max(10_000)),
});
export type OpsgenieSchedule = z.output<typeof opsgenieSchedule>;

const escalationRule = z.looseObject({
  condition: z.enum(['if-not-acked', 'if-not-closed']).default('if-not-acked'),
  notifyType: z.enum(['default', 'next', 'previous', 'users', 'admins', 'random', 'all']).default('default'),
  delay: duration,
  recipient: reference,
});
export type OpsgenieEscalationRule = z.output<typeof escalationRule>;

export const opsgenieEscalation = z.looseObject({
  id: name,
  name,
  description: optional(text),
  ownerTeam: optional(z.looseObject({ id: optional(text), name: optional(text) })),
  rules: z.array(escalationRule).max(200).default([]),
  repeat: optional(
    z.looseObject({
      waitInterval: optional(z.number().min(0).max(1_000_000)),
      count: optional(z.number().min(0).max(1_000)),
      resetRecipientStates: optional(z.boolean()),
      closeAlertAfterAll: optional(z.boolean()),
    }),
  ),
});
export type OpsgenieEscalation = z.output<typeof opsgenieEscalation>;

export const opsgenieIntegration = z.looseObject({
  id: name,
  name,
  type: optional(text),
  enabled: optional(z.boolean()),
  teamId: optional(text),
  ownerTeam: optional(z.looseObject({ id: optional(text), name: optional(text) })),
  apiKey: optional(text),
  actions: optional(
    z.record(
      z.string().max(50),
      z.union([z.array(z.looseObject({ name: optional(text), filter: optional(criteria) })).max(500), z.unknown()]),
    ),
  ),
});
export type OpsgenieIntegration = z.output<typeof opsgenieIntegration>;

export const opsgenieService = z.looseObject({ id: name, name, teamId: optional(text), description: optional(text) });
export type OpsgenieService = z.output<typeof opsgenieService>;

export const opsgenieHeartbeat = z.looseObject({
  name,
  description: optional(text),
  interval: z.number().min(1).max(1_000_000),
  intervalUnit: z.enum(['minutes', 'hours', 'days']).default('minutes'),
  enabled: optional(z.boolean()),
  ownerTeam: optional(z.looseObject({ id: optional(text), name: optional(text) })),
});
export type OpsgenieHeartbeat = z.output<typeof opsgenieHeartbeat>;

export const opsgenieForwarding = z.looseObject({
  id: name,
  fromUser: z.looseObject({ id: optional(text), username: optional(text) }),
  toUser: z.looseObject({ id: optional(text), username: optional(text) }),
  startDate: instant,
  endDate: instant,
});
export type OpsgenieForwarding = z.output<typeof opsgenieForwarding>;

/** What has a name and is told of, but not moved. */
export const opsgenieNamed = z.looseObject({
  id: optional(text),
  name: optional(text),
  description: optional(text),
  enabled: optional(z.boolean()),
});
export type OpsgenieNamed = z.output<typeof opsgenieNamed>;

const action = optional(z.looseObject({}));

/** An alert policy (`alert`) or a notification policy, global or of a team. */
export const opsgeniePolicy = opsgenieNamed.extend({
  type: optional(text),
  teamId: optional(text),
  order: optional(z.number()),
  policyDescription: optional(text),
  filter: optional(criteria),
  timeRestriction: action,
  timeRestrictions: action,
  continue: optional(z.boolean()),
  ...{ message: optional(text), alias: optional(text), alertDescription: optional(text) },
  ...{ entity: optional(text), source: optional(text), details: optional(z.record(z.string(), z.unknown())) },
  ...{ tags: optional(z.array(z.unknown())), responders: optional(z.array(z.unknown())) },
  ignoreOriginalDetails: optional(z.boolean()),
  ignoreOriginalResponders: optional(z.boolean()),
  ignoreOriginalTags: optional(z.boolean()),
  updatePriority: optional(z.boolean()),
  ...{ priority: optional(text), priorityValue: optional(text) },
  suppress: optional(z.boolean()),
  ...{ delayAction: action, autoCloseAction: action, autoRestartAction: action, deduplicationAction: action },
});
export type OpsgeniePolicy = z.output<typeof opsgeniePolicy>;

export const opsgenieMaintenance = opsgenieNamed.extend({
  status: optional(text),
  time: optional(z.looseObject({ type: optional(text), startDate: optional(text), endDate: optional(text) })),
  rules: optional(
    z
      .array(
        z.looseObject({
          state: optional(text),
          entity: optional(z.looseObject({ id: optional(text), type: optional(text) })),
        }),
      )
      .max(5_000),
  ),
});
export type OpsgenieMaintenance = z.output<typeof opsgenieMaintenance>;

/** An export, whichever form it had. */
export type OpsgenieExport = {
  users: OpsgenieUser[];
  teams: OpsgenieTeam[];
  schedules: OpsgenieSchedule[];
  escalations: OpsgenieEscalation[];
  integrations: OpsgenieIntegration[];
  services: OpsgenieService[];
  heartbeats: OpsgenieHeartbeat[];
  forwardings: OpsgenieForwarding[];
  policies: OpsgeniePolicy[];
  maintenance: OpsgenieMaintenance[];
  customRoles: OpsgenieNamed[];
};
