/** The part of a configuration document that moving in writes. It is checked again where it is applied. */
import type { MappingRuleInput } from '../../contract/detect/mapping.ts';
import type { Layer } from '../../contract/respond/schedules/schedule-definition.ts';

export type Target = { person: string } | { team: string } | { schedule: string; who?: 'now' | 'next' | 'everyone' };

export type Step = {
  delaySeconds: number;
  targets: Target[];
  ifEmpty: 'wait' | 'skip';
  notifies?: 'roundRobin';
};

export type LayerOfEmails = Omit<Layer, 'participants'> & { participants: (string | null)[] };

export type HoursOfWeek = {
  timeZone: string;
  weekdays: number[];
  from: string;
  to: string;
  also?: { weekdays: number[]; from: string; to: string }[];
};

/** A policy that was moved has no catch-all; one may be added here. */
type Ladder = { steps: Step[]; repeat: number; catchAll?: Target | null };

export type MovedPolicy = Ladder & {
  slug: string;
  name: string;
  description: string;
  team: string | null;
  branches: (Ladder & { name: string; severities?: number[]; hours?: 'working' | 'off' })[];
  workingHours: (HoursOfWeek & { holidays: string[] }) | null;
  firstPageDelay: { seconds: number; fromSeverity: number } | null;
  acknowledgementTimeoutSeconds?: number | null;
};

export type MovedSchedule = {
  slug: string;
  name: string;
  description: string;
  team: string | null;
  timeZone: string;
  layers: LayerOfEmails[];
  /** The turns are those of the source, also where its order was changed. */
  turns: 'restart';
};

export type MovedOverride = {
  schedule: string;
  /** What tells it apart on its schedule, whatever else about it changes. */
  key: string;
  person: string;
  replaces: string | null;
  startsAt: string;
  endsAt: string;
  reason: string;
};

export type MovedDocument = {
  people: {
    email: string;
    name: string;
    role: 'viewer' | 'responder' | 'admin';
    timeZone: string;
    disabled: boolean;
  }[];
  teams: { slug: string; name: string; description: string; members: string[]; leads: string[] }[];
  contactMethods: {
    person: string;
    channel: string;
    label: string;
    settings: Record<string, string>;
    verified?: true;
  }[];
  notificationRules: {
    person: string;
    high: { contactMethod: string; delaySeconds: number }[];
    low: { contactMethod: string; delaySeconds: number }[];
  }[];
  schedules: MovedSchedule[];
  overrides: MovedOverride[];
  escalationPolicies: MovedPolicy[];
  services: { slug: string; name: string; description: string; team: string | null; escalationPolicy: string | null }[];
  sources: {
    slug: string;
    name: string;
    type: string;
    service: string | null;
    settings?: { heartbeats?: string[]; defaultSeverity?: number };
    key?: string;
    heartbeat?: { intervalSeconds: number; graceSeconds: number };
    mapping?: MappingRuleInput[];
  }[];
  maintenanceWindows?: { title: string; services: string[]; sources?: string[]; startsAt: string; endsAt: string }[];
};
