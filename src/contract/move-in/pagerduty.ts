/** What an export of PagerDuty holds, as its REST API (v2) writes it. Fields that are not named here are kept. */
import { z } from 'zod';

const text = z.string().max(20_000);
const name = z.string().trim().min(1).max(500);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const instant = z
  .string()
  .refine((given) => !Number.isNaN(Date.parse(given)), 'expected a time such as 2026-01-05T09:00:00Z');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z?$/, 'expected a time such as 09:00:00');

/** Names something else: `user` and `user_reference` are the same. */
const reference = z.looseObject({ id: name, type: optional(text), summary: optional(text) });
export type PagerdutyReference = z.output<typeof reference>;

const references = optional(z.array(reference).max(1_000));

const contactMethod = z.looseObject({
  id: name,
  type: text,
  address: optional(text),
  country_code: optional(z.union([z.int(), text])),
});
export type PagerdutyContactMethod = z.output<typeof contactMethod>;

const notificationRule = z.looseObject({
  id: optional(text),
  type: optional(text),
  start_delay_in_minutes: z.number().min(0).max(100_000).default(0),
  contact_method: optional(z.looseObject({ id: optional(text), type: optional(text) })),
  urgency: optional(z.enum(['high', 'low'])),
});

export const pagerdutyUser = z.looseObject({
  id: name,
  name: optional(text),
  email: optional(text),
  time_zone: optional(text),
  role: optional(text),
  teams: references,
  contact_methods: optional(z.array(contactMethod).max(200)),
  notification_rules: optional(z.array(notificationRule).max(500)),
});
export type PagerdutyUser = z.output<typeof pagerdutyUser>;

export const pagerdutyTeam = z.looseObject({
  id: name,
  name,
  description: optional(text),
  members: optional(z.array(z.looseObject({ user: reference, role: optional(text) })).max(10_000)),
});
export type PagerdutyTeam = z.output<typeof pagerdutyTeam>;

const restriction = z.looseObject({
  type: z.enum(['daily_restriction', 'weekly_restriction']),
  start_time_of_day: timeOfDay,
  duration_seconds: z.int().min(1).max(604_800),
  start_day_of_week: optional(z.int().min(1).max(7)),
});
export type PagerdutyRestriction = z.output<typeof restriction>;

const layer = z.looseObject({
  id: name,
  name: optional(text),
  start: instant,
  end: optional(instant),
  rotation_virtual_start: instant,
  rotation_turn_length_seconds: z.int().min(60).max(40_000_000),
  users: z
    .array(z.looseObject({ user: reference }))
    .max(500)
    .default([]),
  restrictions: optional(z.array(restriction).max(200)),
});
export type PagerdutyLayer = z.output<typeof layer>;

const entry = z.looseObject({
  id: optional(text),
  start: instant,
  end: instant,
  user: optional(reference),
});
export type PagerdutyEntry = z.output<typeof entry>;

const entries = z.looseObject({ rendered_schedule_entries: optional(z.array(entry).max(10_000)) });

/** `schedule_layers` are listed from the top down. A schedule of the newer, shift-based kind has none. */
export const pagerdutySchedule = z.looseObject({
  id: name,
  type: optional(text),
  name: optional(text),
  summary: optional(text),
  description: optional(text),
  time_zone: optional(text),
  teams: references,
  schedule_layers: optional(z.array(layer).max(500)),
  overrides: optional(z.array(entry).max(10_000)),
  overrides_subschedule: optional(entries),
  final_schedule: optional(entries),
});
export type PagerdutySchedule = z.output<typeof pagerdutySchedule>;

const escalationRule = z.looseObject({
  id: optional(text),
  escalation_delay_in_minutes: z.number().min(0).max(100_000),
  targets: z.array(reference).max(200).default([]),
  escalation_rule_assignment_strategy: optional(z.union([text, z.looseObject({ type: optional(text) })])),
});
export type PagerdutyEscalationRule = z.output<typeof escalationRule>;

export const pagerdutyEscalationPolicy = z.looseObject({
  id: name,
  name,
  description: optional(text),
  num_loops: z.int().min(0).max(1_000).default(0),
  teams: references,
  escalation_rules: z.array(escalationRule).max(200).default([]),
});
export type PagerdutyEscalationPolicy = z.output<typeof pagerdutyEscalationPolicy>;

const constantUrgency = z.looseObject({ type: optional(text), urgency: optional(text) });
const urgencyRule = z.looseObject({
  type: optional(text),
  urgency: optional(text),
  during_support_hours: optional(constantUrgency),
  outside_support_hours: optional(constantUrgency),
});

const supportHours = z.looseObject({
  time_zone: optional(text),
  days_of_week: z.array(z.int().min(1).max(7)).max(7),
  start_time: timeOfDay,
  end_time: timeOfDay,
});
export type PagerdutySupportHours = z.output<typeof supportHours>;

const integration = z.looseObject({
  id: name,
  type: optional(text),
  name: optional(text),
  summary: optional(text),
  integration_key: optional(text),
});

const seconds = z.number().min(0).max(100_000_000);

export const pagerdutyService = z.looseObject({
  id: name,
  name,
  description: optional(text),
  status: optional(text),
  escalation_policy: optional(reference),
  teams: references,
  integrations: optional(z.array(integration).max(500)),
  incident_urgency_rule: optional(urgencyRule),
  support_hours: optional(supportHours),
  scheduled_actions: optional(z.array(z.looseObject({})).max(100)),
  auto_resolve_timeout: optional(seconds),
  acknowledgement_timeout: optional(seconds),
});
export type PagerdutyService = z.output<typeof pagerdutyService>;

export const pagerdutyMaintenanceWindow = z.looseObject({
  id: name,
  description: optional(text),
  summary: optional(text),
  start_time: instant,
  end_time: instant,
  services: references,
});
export type PagerdutyMaintenanceWindow = z.output<typeof pagerdutyMaintenanceWindow>;

const route = z.looseObject({ label: optional(text), actions: optional(z.looseObject({ route_to: optional(text) })) });

/** With what its router says, below `router`. */
export const pagerdutyOrchestration = z.looseObject({
  id: name,
  name: optional(text),
  integrations: optional(
    z
      .array(
        z.looseObject({
          id: name,
          label: optional(text),
          parameters: optional(z.looseObject({ routing_key: optional(text) })),
        }),
      )
      .max(500),
  ),
  router: optional(
    z.looseObject({
      sets: optional(z.array(z.looseObject({ rules: optional(z.array(route).max(2_000)) })).max(1_000)),
      catch_all: optional(route),
    }),
  ),
});
export type PagerdutyOrchestration = z.output<typeof pagerdutyOrchestration>;

/** What has a name and is told of, but not moved. */
export const pagerdutyNamed = z.looseObject({
  id: name,
  name: optional(text),
  summary: optional(text),
  description: optional(text),
});
export type PagerdutyNamed = z.output<typeof pagerdutyNamed>;

/** An export, with the lists of the API. */
export type PagerdutyExport = {
  users: PagerdutyUser[];
  teams: PagerdutyTeam[];
  schedules: PagerdutySchedule[];
  escalation_policies: PagerdutyEscalationPolicy[];
  services: PagerdutyService[];
  maintenance_windows: PagerdutyMaintenanceWindow[];
  event_orchestrations: PagerdutyOrchestration[];
  rulesets: PagerdutyNamed[];
  business_services: PagerdutyNamed[];
  priorities: PagerdutyNamed[];
  response_plays: PagerdutyNamed[];
  extensions: PagerdutyNamed[];
  webhook_subscriptions: PagerdutyNamed[];
};
