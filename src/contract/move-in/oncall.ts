/** What an export of Grafana OnCall holds, as its public API writes it. Fields that are not named here are kept. */
import { z } from 'zod';

const text = z.string().max(20_000);
const name = z.string().trim().min(1).max(500);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const instant = z
  .string()
  .refine((given) => !Number.isNaN(Date.parse(given)), 'expected a time such as 2026-01-05T09:00:00Z');
/** By the clocks of the shift's zone. Some versions end it with a Z, which means nothing. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, 'expected a time such as 2026-01-05T09:00:00')
  .transform((given) => given.replace(/Z$/, ''))
  .refine((given) => !Number.isNaN(Date.parse(`${given}Z`)), 'expected a time such as 2026-01-05T09:00:00');
const seconds = z.number().min(0).max(400_000_000);

export const oncallUser = z.looseObject({
  id: name,
  email: optional(text),
  username: optional(text),
  role: optional(text),
  timezone: optional(text),
  teams: optional(z.array(text).max(1_000)),
});
export type OncallUser = z.output<typeof oncallUser>;

export const oncallTeam = z.looseObject({ id: name, name });
export type OncallTeam = z.output<typeof oncallTeam>;

export const oncallUserGroup = z.looseObject({ id: name, slack: optional(z.looseObject({ name: optional(text) })) });
export type OncallUserGroup = z.output<typeof oncallUserGroup>;

export const oncallSchedule = z.looseObject({
  id: name,
  name,
  type: z.enum(['ical', 'calendar', 'web']),
  team_id: optional(text),
  time_zone: optional(text),
  shifts: optional(z.array(text).max(1_000)),
  ical_url_overrides: optional(text),
});
export type OncallSchedule = z.output<typeof oncallSchedule>;

const weekday = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);

export const oncallShift = z.looseObject({
  id: name,
  name: optional(text),
  type: z.enum(['single_event', 'recurrent_event', 'rolling_users', 'override']),
  time_zone: optional(text),
  level: optional(z.int().min(0).max(1_000)),
  start: localTime,
  duration: seconds,
  rotation_start: optional(localTime),
  frequency: optional(z.enum(['hourly', 'daily', 'weekly', 'monthly'])),
  interval: optional(z.int().min(1).max(1_000)),
  until: optional(localTime),
  week_start: optional(weekday),
  by_day: optional(z.array(weekday).max(7)),
  by_month: optional(z.array(z.int()).max(12)),
  by_monthday: optional(z.array(z.int()).max(62)),
  users: optional(z.array(text).max(100)),
  rolling_users: optional(z.array(z.array(text).max(100)).max(100)),
  start_rotation_from_user_index: optional(z.int().min(0).max(1_000)),
});
export type OncallShift = z.output<typeof oncallShift>;

export const oncallSwap = z.looseObject({
  id: name,
  schedule: name,
  swap_start: instant,
  swap_end: instant,
  beneficiary: name,
  benefactor: optional(text),
  status: optional(text),
});
export type OncallSwap = z.output<typeof oncallSwap>;

export const oncallChain = z.looseObject({ id: name, name, team_id: optional(text) });
export type OncallChain = z.output<typeof oncallChain>;

export const oncallStep = z.looseObject({
  id: name,
  escalation_chain_id: name,
  position: z.number(),
  type: optional(z.string().max(100)),
  important: optional(z.boolean()),
  duration: optional(seconds),
  persons_to_notify: optional(z.array(text).max(200)),
  persons_to_notify_next_each_time: optional(z.array(text).max(200)),
  notify_on_call_from_schedule: optional(text),
  group_to_notify: optional(text),
  team_to_notify: optional(text),
  notify_if_time_from: optional(z.string().regex(/^\d{2}:\d{2}(:\d{2})?Z?$/)),
  notify_if_time_to: optional(z.string().regex(/^\d{2}:\d{2}(:\d{2})?Z?$/)),
});
export type OncallStep = z.output<typeof oncallStep>;

export const oncallRule = z.looseObject({
  id: name,
  user_id: name,
  position: z.number(),
  type: optional(z.string().max(100)),
  important: optional(z.boolean()),
  duration: optional(seconds),
});
export type OncallRule = z.output<typeof oncallRule>;

export const oncallIntegration = z.looseObject({
  id: name,
  name: optional(text),
  team_id: optional(text),
  link: optional(text),
  type: optional(z.string().max(100)),
  default_route: optional(z.looseObject({ id: optional(text), escalation_chain_id: optional(text) })),
});
export type OncallIntegration = z.output<typeof oncallIntegration>;

export const oncallRoute = z.looseObject({
  id: name,
  integration_id: name,
  escalation_chain_id: optional(text),
  routing_regex: optional(text),
  position: optional(z.number()),
  is_the_last_route: optional(z.boolean()),
});
export type OncallRoute = z.output<typeof oncallRoute>;

export const oncallWebhook = z.looseObject({ id: name, name: optional(text) });
export type OncallWebhook = z.output<typeof oncallWebhook>;

/** An export, with the lists of the API. */
export type OncallExport = {
  users: OncallUser[];
  teams: OncallTeam[];
  user_groups: OncallUserGroup[];
  schedules: OncallSchedule[];
  on_call_shifts: OncallShift[];
  shift_swaps: OncallSwap[];
  escalation_chains: OncallChain[];
  escalation_policies: OncallStep[];
  personal_notification_rules: OncallRule[];
  integrations: OncallIntegration[];
  routes: OncallRoute[];
  outgoing_webhooks: OncallWebhook[];
};
