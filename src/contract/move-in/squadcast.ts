/** What an export of Squadcast holds, as its API writes it (v3, and v4 for schedules). Fields that are not named here are kept. */
import { z } from 'zod';

const text = z.string().max(20_000);
const name = z.string().trim().min(1).max(500);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const instant = z
  .string()
  .refine((given) => !Number.isNaN(Date.parse(given)), 'expected a time such as 2026-01-05T09:00:00Z');
/** Older things have ids of letters and digits, schedules and rotations have numbers. */
const id = z.union([name, z.int()]).transform(String);
const minutes = z.number().min(0).max(100_000);

export const squadcastUser = z.looseObject({
  id: name,
  first_name: optional(text),
  last_name: optional(text),
  email: optional(text),
  role: optional(text),
  time_zone: optional(text),
  contact: optional(z.looseObject({ dial_code: optional(text), phone_number: optional(text) })),
  notification_rules: optional(z.array(z.looseObject({ type: optional(text), time: minutes.default(0) })).max(200)),
});
export type SquadcastUser = z.output<typeof squadcastUser>;

export const squadcastTeam = z.looseObject({
  id: name,
  name,
  description: optional(text),
  members: optional(z.array(z.looseObject({ user_id: name })).max(10_000)),
});
export type SquadcastTeam = z.output<typeof squadcastTeam>;

/** Its members are ids in the older API, and have a role in the newer one. */
export const squadcastSquad = z.looseObject({
  id: name,
  name,
  team_id: optional(text),
  members: z
    .array(
      z.union([
        name.transform((user_id) => ({ user_id, role: null })),
        z.looseObject({ user_id: name, role: optional(text) }),
      ]),
    )
    .max(10_000)
    .default([]),
});
export type SquadcastSquad = z.output<typeof squadcastSquad>;

/** The API writes `id`, its GraphQL `ID`. */
const participant = z
  .looseObject({ id: optional(text), ID: optional(text), type: optional(text) })
  .transform(({ id: lower, ID: upper, type }) => ({ id: lower ?? upper ?? '', type: type ?? 'user' }));
export type SquadcastParticipant = z.output<typeof participant>;

const participants = z.array(participant).max(500);
const group = z.looseObject({ participants: participants.default([]) });

/** Of an override: the API writes `group`, its GraphQL `participants`. */
const overridden = optional(z.looseObject({ group: optional(participants), participants: optional(participants) }));

const slot = z.looseObject({
  startHour: z.int().min(0).max(23),
  startMin: z.int().min(0).max(59).default(0),
  duration: z.int().min(1).max(1_000_000),
  dayOfWeek: optional(z.enum(['', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])),
});
export type SquadcastSlot = z.output<typeof slot>;

export const squadcastRotation = z.looseObject({
  id,
  name: optional(text),
  startDate: instant,
  endDate: optional(z.union([z.literal(''), instant])),
  endsAfterIterations: optional(z.int().min(0).max(100_000)),
  period: z.enum(['none', 'daily', 'weekly', 'monthly', 'custom']),
  customPeriodFrequency: optional(z.int().min(0).max(1_000)),
  customPeriodUnit: optional(z.enum(['', 'day', 'week', 'month'])),
  changeParticipantsFrequency: optional(z.int().min(0).max(1_000)),
  changeParticipantsUnit: optional(z.enum(['', 'rotation', 'day', 'week', 'month'])),
  shiftTimeSlots: optional(z.array(slot).max(100)),
  shiftTimeSlot: optional(slot),
  rotationParticipants: optional(z.array(group).max(500)),
  participantGroups: optional(z.array(group).max(500)),
});
export type SquadcastRotation = z.output<typeof squadcastRotation>;

export const squadcastOverride = z.looseObject({
  id,
  startTime: instant,
  endTime: instant,
  reason: optional(text),
  overriddenParticipant: overridden,
  overrideWith: overridden,
});
export type SquadcastOverride = z.output<typeof squadcastOverride>;

/** With its rotations, and with its overrides to come. */
export const squadcastSchedule = z.looseObject({
  id,
  name,
  description: optional(text),
  teamID: optional(text),
  timeZone: text,
  paused: optional(z.boolean()),
  rotations: z.array(squadcastRotation).max(500).default([]),
  overrides: z.array(squadcastOverride).max(10_000).default([]),
});
export type SquadcastSchedule = z.output<typeof squadcastSchedule>;

/** Of the kind that Squadcast no longer makes: it has no rotations. */
export const squadcastLegacySchedule = z.looseObject({ id: name, name });

const entity = z
  .looseObject({ id: optional(text), type: text, pid: optional(z.int()), name: optional(text) })
  .transform(({ id: own, type, pid, name: title }) => ({
    // A schedule is named by its number.
    id: type === 'schedulev2' && pid ? String(pid) : (own ?? ''),
    ...{ type, name: title },
  }));
export type SquadcastEntity = z.output<typeof entity>;

const rule = z.looseObject({
  /** Minutes after the incident began. */
  escalationTime: minutes.default(0),
  via: optional(z.array(text).max(50)),
  entities: z.array(entity).max(200).default([]),
  roundrobin_enabled: optional(z.boolean()),
  escalate_within_roundrobin: optional(z.boolean()),
  repetition: optional(z.int().min(0).max(1_000)),
  repeat_after: optional(minutes),
});
export type SquadcastRule = z.output<typeof rule>;

const owner = optional(z.looseObject({ id: optional(text), type: optional(text) }));

export const squadcastPolicy = z.looseObject({
  id: name,
  name,
  description: optional(text),
  owner,
  repetition: optional(z.int().min(0).max(1_000)),
  repeat_after: optional(minutes),
  rules: z.array(rule).max(200).default([]),
});
export type SquadcastPolicy = z.output<typeof squadcastPolicy>;

const rules = optional(z.array(z.looseObject({})).max(2_000));

const maintenance = z.looseObject({
  maintenance_from: instant,
  maintenance_till: instant,
  ...Object.fromEntries(
    ['daily', 'weekly', 'two_weekly', 'three_weekly', 'monthly'].map((each) => [
      `repetition_${each}`,
      optional(z.boolean()),
    ]),
  ),
});
export type SquadcastMaintenance = z.output<typeof maintenance>;

/** With its rules and maintenance. */
export const squadcastService = z.looseObject({
  id: name,
  name,
  description: optional(text),
  owner,
  escalation_policy_id: optional(text),
  api_key: optional(text),
  email: optional(text),
  on_maintenance: optional(z.boolean()),
  maintenance: optional(z.array(maintenance).max(1_000)),
  routing_rules: rules,
  tagging_rules: rules,
  deduplication_rules: rules,
  suppression_rules: rules,
});
export type SquadcastService = z.output<typeof squadcastService>;

/** What has a name and is told of, but not moved. */
export const squadcastNamed = z.looseObject({ id, name: optional(text), description: optional(text) });

/** An export, with the lists of the API. */
export type SquadcastExport = {
  users: SquadcastUser[];
  teams: SquadcastTeam[];
  squads: SquadcastSquad[];
  schedules: SquadcastSchedule[];
  legacy_schedules: z.output<typeof squadcastLegacySchedule>[];
  escalation_policies: SquadcastPolicy[];
  services: SquadcastService[];
  global_event_rules: z.output<typeof squadcastNamed>[];
  webforms: z.output<typeof squadcastNamed>[];
};
