/** The world as coverage asks for it: the same rows and rules as the pager's, for now and the days to come. */

import type { Temporal } from 'temporal-polyfill';
import type { EscalationTarget, RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { WorkingHours } from '../../../contract/working-hours.ts';
import {
  type CoverageQuestion,
  coverPolicy,
  type PolicyCoverage,
} from '../../../domain/respond/coverage/policy-coverage.ts';
import { type ReadinessGap, readinessGaps } from '../../../domain/respond/coverage/policy-readiness.ts';
import { targetsOf } from '../../../domain/respond/escalation/definition.ts';
import type { ContactMethod } from '../../../domain/respond/escalation/page.ts';
import { workingHoursEdges } from '../../../domain/respond/escalation/working-hours.ts';
import { everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { loadRulebook, platformSourceSlug, type Rulebook } from '../../detect/rulebook/rulebook.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { accountChannel, findChannel } from '../channels/registry.ts';
import { loadTargetNames } from '../escalation/store.ts';
import { teamsWithoutHours, withHoursOfTeams } from '../escalation/team-hours.ts';
import { loadTargetFacts, peopleOnTargetAt, type TargetFacts } from '../escalation/world.ts';
import { emptyPolicy, readPolicy, readRunnable } from '../pages/opening/policy-copy.ts';
import { loadServed, type Unserved, type Way } from '../providers/served.ts';
import { participantsOf } from '../schedules/snapshots.ts';
import { namesOfPeople } from '../schedules/store.ts';
import { loadMatrix, type Matrix } from '../severities/actions.ts';
import * as store from './store.ts';

const daysAhead = 7;
const dayMs = 86_400_000;
/** Beyond this many changes of shift the rest of the week is not looked at one by one. */
const mostMoments = 200;

type PolicyFacts = {
  name: string;
  definition: RunnableDefinition | null;
  /** The team whose working hours it follows, where that has none. */
  hoursMissing: { id: number; name: string } | null;
};

export type Facts = {
  nowMs: number;
  untilMs: number;
  rulebook: Rulebook;
  policies: Map<number, PolicyFacts>;
  services: Map<number, store.ServiceFact>;
  schedules: Map<number, string>;
  defaultPolicyId: number | null;
  matrix: Matrix;
  targets: TargetFacts;
  /** Usable channels of a person. */
  channelsOf: (personId: number) => string[];
  /** Why contact methods of a person do not work here, for want of a mail server or a provider. */
  unservedOf: (personId: number) => Unserved[];
  nameOfPerson: (personId: number) => string;
  nameOfTarget: (target: EscalationTarget) => string;
  /** By policy; null is the ladder of the installation's own alarms. */
  coverageOf: (policyId: number | null) => PolicyCoverage;
  /** What is wrong with a policy, now and until `untilMs`. */
  gapsOf: (policyId: number) => ReadinessGap[];
  platformSlug: string;
};

/** @param days how far ahead it looks */
export async function loadFacts(db: Queryable, hasMail: boolean, days = daysAhead): Promise<Facts> {
  const nowMs = await readNowMs(db);
  const untilMs = nowMs + days * dayMs;
  const [rulebook, policyRows, serviceRows, scheduleRows, matrix, { value: defaultPolicyId }] = await Promise.all([
    loadRulebook(db),
    store.listPolicies(db),
    store.listServices(db),
    store.listSchedules(db),
    loadMatrix(db),
    readSetting(db, settings.defaultPolicy),
  ]);
  const policies = await policyFacts(db, policyRows, nowMs);
  const services = new Map(serviceRows.map((service) => [service.id, service]));
  const own = [...rulebook.sourceById.values()].find(({ slug }) => slug === platformSourceSlug);
  const policyOfOwn = policyIdFor(own?.serviceId ?? null, { services, defaultPolicyId });
  const before = policyOfOwn === null ? null : (policies.get(policyOfOwn)?.definition ?? null);
  const alarms: RunnableDefinition = readRunnable(await store.ladderOfAlarms(db, before)) ?? emptyPolicy;
  const definitions = [...[...policies.values()].map(({ definition }) => definition ?? emptyPolicy), alarms];
  const everyTarget = definitions.flatMap(targetsOf);
  const scheduled = scheduleRows.map(({ id }) => ({ kind: 'schedule' as const, id }));
  const asked = [...everyTarget, ...scheduled];
  const targets = await loadTargetFacts(db, asked, nowMs, untilMs + dayMs);
  const everybody = peopleBehind(targets);
  const unserved = await loadServed(db, hasMail);
  const ways = new Map<number, Way[]>();
  for (const { personId, ...way } of await store.listWays(db, everybody)) {
    ways.set(personId, [...(ways.get(personId) ?? []), way]);
  }
  const waysOf = (personId: number) => ways.get(personId) ?? [];
  const channelsOf = (personId: number) => [
    ...new Set(waysOf(personId).flatMap((way) => (unserved(way) ? [] : [way.channel]))),
  ];
  const names = await namesOfPeople(db, everybody);
  const nameOfTarget = await loadTargetNames(db, asked);
  const onAlarm = (personId: number) => [...channelsOf(personId), ...(hasMail ? [accountChannel] : [])];
  const known = new Map<number | null, PolicyCoverage>();
  const questionOf = (policyId: number | null): CoverageQuestion => {
    const definition = policyId === null ? alarms : (policies.get(policyId)?.definition ?? emptyPolicy);
    const reach = policyId === null ? onAlarm : channelsOf;
    return {
      definition,
      urgency: 'high',
      worldAt: (at) => ({
        peopleOnTarget: (target) => peopleOnTargetAt(targets, target, at.epochMilliseconds),
        reachabilityOf: (personId) => ({ rules: [], methods: reach(personId).map(methodOf) }),
      }),
      moments: momentsOf(definition, targets, nowMs, untilMs),
      until: instantOf(untilMs),
    };
  };
  const canWake = (personId: number) =>
    channelsOf(personId).some((channel) => (findChannel(channel)?.abilities.wakes ?? 'no') !== 'no');
  return {
    nowMs,
    untilMs,
    rulebook,
    policies,
    services,
    schedules: new Map(scheduleRows.map(({ id, name }) => [id, name])),
    defaultPolicyId,
    matrix,
    targets,
    channelsOf,
    unservedOf: (personId) => waysOf(personId).flatMap((way) => unserved(way) ?? []),
    nameOfPerson: (personId) => names.get(personId) ?? 'Somebody',
    nameOfTarget: (target) => nameOfTarget(target) ?? `a ${target.kind} that is gone`,
    coverageOf(policyId) {
      if (!known.has(policyId)) known.set(policyId, coverPolicy(questionOf(policyId)));
      return known.get(policyId)!;
    },
    gapsOf: (policyId) => readinessGaps(questionOf(policyId), canWake),
    platformSlug: platformSourceSlug,
  };
}

async function policyFacts(db: Queryable, found: store.PolicyFact[], nowMs: number): Promise<Map<number, PolicyFacts>> {
  const read = found.map(({ definition, plain }) => readPolicy(definition, plain));
  const definitions = await withHoursOfTeams(
    db,
    read.map((each) => each ?? emptyPolicy),
    nowMs,
  );
  const withoutHours = await teamsWithoutHours(db, read);
  return new Map(
    found.map(({ id, name }, index) => {
      const teamId = read[index]?.workingHoursTeamId;
      const teamName = teamId === undefined ? undefined : withoutHours.get(teamId);
      const hoursMissing = teamId !== undefined && teamName !== undefined ? { id: teamId, name: teamName } : null;
      return [id, { name, definition: read[index] ? definitions[index]! : null, hoursMissing }];
    }),
  );
}

/** The policy by which alerts of a service page: its own, else the default one. */
export function policyIdFor(
  serviceId: number | null,
  { services, defaultPolicyId }: Pick<Facts, 'services' | 'defaultPolicyId'>,
): number | null {
  const service = serviceId === null ? undefined : services.get(serviceId);
  return service?.policyId ?? defaultPolicyId;
}

/** Only whether there is a way matters here, not which rule comes first. */
const methodOf = (channel: string): ContactMethod => ({ contactMethodId: null, channel });

/** Now, every moment at which somebody else comes on call on a schedule of the policy, and the edges of working hours. */
function momentsOf(
  definition: RunnableDefinition,
  { schedules }: TargetFacts,
  nowMs: number,
  untilMs: number,
): Temporal.Instant[] {
  const hours = definition.branches ? definition.workingHours : undefined;
  const moments = new Set([nowMs, ...(hours ? edgesOf(hours, nowMs, untilMs) : [])]);
  for (const { kind, id } of targetsOf(definition)) {
    const schedule = kind === 'schedule' ? schedules.get(id) : undefined;
    if (!schedule) continue;
    for (const { startsAt } of shiftsOf(schedule, nowMs, untilMs)) moments.add(startsAt.epochMilliseconds);
  }
  return [...moments]
    .sort((one, other) => one - other)
    .slice(0, mostMoments)
    .map(instantOf);
}

/** A zone that cannot be read has no hours, here as in the pager. */
function edgesOf(hours: WorkingHours, from: number, to: number): number[] {
  try {
    return workingHoursEdges(hours, instantOf(from), instantOf(to));
  } catch {
    return [];
  }
}

/** A schedule that cannot be read has nobody on call, here as in the pager. */
function shiftsOf(schedule: Parameters<typeof everyShiftBetween>[0], from: number, to: number) {
  try {
    return everyShiftBetween(schedule, instantOf(from), instantOf(to));
  } catch {
    return [];
  }
}

function peopleBehind({ activePersonIds, teamMembers, schedules }: TargetFacts): number[] {
  const people = new Set(activePersonIds);
  for (const members of teamMembers.values()) for (const personId of members) people.add(personId);
  for (const { definition, overrides } of schedules.values()) {
    for (const personId of participantsOf(definition)) people.add(personId);
    for (const { personId } of overrides) people.add(personId);
  }
  return [...people];
}
