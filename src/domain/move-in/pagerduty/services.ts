import type { PagerdutyService, PagerdutySupportHours } from '../../../contract/move-in/pagerduty.ts';
import { durationText } from '../../time/duration-text.ts';
import type { HoursOfWeek, MovedDocument, MovedPolicy } from '../document.ts';
import { clock, dayMinutes } from '../layers/week.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import { type Conversion, minuteOfDay } from './conversion.ts';
import type { EscalationPolicies, Ladder } from './escalation-policies.ts';

/** How urgent the incidents of a service are: always so, or as severe as the alert says. */
type Urgency = 'high' | 'low' | 'severity';

type Branch = MovedPolicy['branches'][number];

const shortestTimeoutSeconds = 300;
const longestTimeoutSeconds = 604_800;

/** Critical and error. */
const severeOnes = [1, 2];
const severePart = { name: 'High urgency', severities: severeOnes };

/**
 * A service for each service. Incidents of low urgency ask the first rule and do not escalate: a service that has any gets
 * a policy of its own.
 */
export function convertServices(conversion: Conversion, { ladders, policies: shared }: EscalationPolicies) {
  const { content, findings, slugs, teamOf } = conversion;
  const policies: MovedPolicy[] = [];
  const agreed = agreedTimeouts(content.services);
  for (const [id, timeout] of agreed) {
    const policy = shared.find(({ slug }) => slug === ladders.get(id)?.slug);
    if (policy) policy.acknowledgementTimeoutSeconds = timeout;
  }
  const services = content.services.map((service): MovedDocument['services'][number] => {
    const source = sourceOf('service', service);
    findings.seen(source);
    const id = service.escalation_policy?.id ?? '';
    const team = teamOf(service.teams) ?? teamOf(content.escalation_policies.find((policy) => policy.id === id)?.teams);
    const ladder = ladders.get(id);
    noteResolution(conversion, service, ladder);
    const timeout = timeoutOf(service);
    if (timeout !== null && timeout !== service.acknowledgement_timeout)
      findings.reshaped(source, `An acknowledgement holds for ${durationText(timeout)} here.`);
    let escalationPolicy: string | null = null;
    if (service.status === 'disabled') findings.reshaped(source, 'Disabled in PagerDuty: it pages nobody here.');
    else if (!ladder) findings.impossible(source, 'Its escalation policy is not in the export, or notifies nobody.');
    else {
      const own = ownPolicy(conversion, service, ladder, team, agreed.get(id) === undefined);
      if (own) policies.push(own);
      escalationPolicy = own?.slug ?? ladder.slug;
    }
    return {
      ...{ slug: slugs('service', service.id, service.name), name: lineOf(service.name, 120, service.id) },
      ...{ description: lineOf(service.description, 2_000, ''), team, escalationPolicy },
    };
  });
  return { services, policies };
}

/** Null when the escalation policy does it as it is. */
function ownPolicy(
  conversion: Conversion,
  service: PagerdutyService,
  ladder: Ladder,
  team: string | null,
  isOwnTimeout: boolean,
): MovedPolicy | null {
  const { findings, slugs } = conversion;
  const source = sourceOf('service', service);
  const rule = service.incident_urgency_rule;
  const low = { steps: ladder.steps.slice(0, 1), repeat: 0 };
  const high = { steps: ladder.steps, repeat: ladder.repeat };
  if (service.scheduled_actions?.length)
    findings.changed(source, 'It makes incidents urgent when support hours begin; here they stay as they are.');
  if (rule?.type !== 'use_support_hours') {
    const urgency = urgencyOf(rule?.urgency);
    noteUrgency(conversion, service, [urgency]);
    if (urgency === 'high' && !(isOwnTimeout && timeoutOf(service) !== null)) return null;
    const parts = partsOf(urgency, high, low);
    return policy(parts.branches, parts.usual, null);
  }
  const [during, outside] = [
    urgencyOf(rule.during_support_hours?.urgency),
    urgencyOf(rule.outside_support_hours?.urgency),
  ];
  noteUrgency(conversion, service, [during, outside]);
  const workingHours = hoursOf(service.support_hours);
  if (workingHours === null) {
    findings.impossible(source, 'Its support hours cannot be kept: its incidents are of high urgency at all hours.');
    return null;
  }
  if (workingHours.isRounded) findings.changed(source, 'Its support hours are exact to the minute here.');
  const [inside, rest] = [partsOf(during, high, low), partsOf(outside, high, low)];
  const atWork = { hours: 'working' as const };
  return policy(
    [
      ...inside.branches.map((branch): Branch => ({ ...branch, ...atWork, name: `${branch.name}, support hours` })),
      { name: 'Support hours', ...atWork, ...inside.usual },
      ...rest.branches,
    ],
    rest.usual,
    { ...workingHours.hours, holidays: [] },
  );

  function policy(
    branches: Branch[],
    usual: Pick<MovedPolicy, 'steps' | 'repeat'>,
    hours: MovedPolicy['workingHours'],
  ): MovedPolicy {
    return {
      slug: slugs('escalationPolicy', service.id, `${service.name} urgency`),
      name: lineOf(`${service.name}: urgency`, 120, service.id),
      description: ['What the urgency of the service was in PagerDuty.', ladder.description]
        .filter((text) => text !== '')
        .join('\n\n')
        .slice(0, 2_000),
      ...{ team, ...usual, branches, workingHours: hours, firstPageDelay: null },
      acknowledgementTimeoutSeconds: timeoutOf(service),
    };
  }
}

type Parts = { branches: Branch[]; usual: Pick<MovedPolicy, 'steps' | 'repeat'> };

function partsOf(urgency: Urgency, high: Parts['usual'], low: Parts['usual']): Parts {
  if (urgency === 'severity') return { branches: [{ ...severePart, ...high }], usual: low };
  return { branches: [], usual: urgency === 'high' ? high : low };
}

function urgencyOf(given: string | null | undefined): Urgency {
  if (given === 'low') return 'low';
  return given === 'severity_based' ? 'severity' : 'high';
}

function noteUrgency({ findings }: Conversion, service: PagerdutyService, urgencies: readonly Urgency[]): void {
  const source = sourceOf('service', service);
  const isSteady = urgencies.some((urgency) => urgency !== 'severity');
  if (isSteady)
    findings.reshaped(
      source,
      'The service decides how urgent an incident is; here the severity of the alert chooses between a person’s rules.',
    );
}

function hoursOf(given: PagerdutySupportHours | null | undefined): { hours: HoursOfWeek; isRounded: boolean } | null {
  if (!given || given.days_of_week.length === 0) return null;
  const [from, to] = [minuteOfDay(given.start_time), minuteOfDay(given.end_time)];
  const isLastMinute = !to.isWhole && to.minute === dayMinutes - 1;
  const end = isLastMinute || to.minute === 0 ? dayMinutes : to.minute;
  if (end <= from.minute) return null;
  const timeZone = given.time_zone ?? 'UTC';
  if (!isZone(timeZone)) return null;
  return {
    hours: {
      ...{ timeZone, weekdays: [...new Set(given.days_of_week)].sort(), from: clock(from.minute), to: clock(end) },
    },
    isRounded: !from.isWhole || !to.isWhole,
  };
}

function noteResolution({ findings }: Conversion, service: PagerdutyService, ladder: Ladder | undefined): void {
  const seconds = service.auto_resolve_timeout ?? 0;
  if (seconds === 0) return;
  const once = (ladder?.steps ?? []).reduce((sum, { delaySeconds }) => sum + delaySeconds, 0);
  const message = `An incident resolves by itself after ${durationText(seconds)}; here an alert stays open until it ends.`;
  if (once * ((ladder?.repeat ?? 0) + 1) > seconds) findings.changed(sourceOf('service', service), message);
  else findings.reshaped(sourceOf('service', service), message);
}

/** How long an acknowledgement holds; null for ever. */
function timeoutOf({ acknowledgement_timeout: seconds }: PagerdutyService): number | null {
  if (!seconds) return null;
  return Math.min(Math.max(Math.round(seconds), shortestTimeoutSeconds), longestTimeoutSeconds);
}

/** Of each escalation policy, the time on which all services that use it agree; left out where they do not. */
function agreedTimeouts(services: readonly PagerdutyService[]): Map<string, number | null> {
  const found = new Map<string, Set<number | null>>();
  for (const service of services) {
    const id = service.escalation_policy?.id ?? '';
    found.set(id, (found.get(id) ?? new Set()).add(timeoutOf(service)));
  }
  return new Map([...found].flatMap(([id, [first, ...others]]) => (others.length > 0 ? [] : [[id, first ?? null]])));
}
