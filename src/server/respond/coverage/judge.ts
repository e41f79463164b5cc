/** Judges one thing at a time: who would be paged through it now, and what keeps somebody from being paged. */

import type { Coverage, CoverageHole, CoverageKind } from '../../../contract/respond/coverage.ts';
import { coveringWindow } from '../../../domain/detect/maintenance.ts';
import { decidePaging, type NotPagedReason } from '../../../domain/detect/paging.ts';
import { findRoute, type Route } from '../../../domain/detect/routing.ts';
import { everybodyOnCallAt } from '../../../domain/respond/schedules/on-call.ts';
import { gapsBetween } from '../../../domain/respond/schedules/timeline.ts';
import { defaultSeverity, type Severity, severityLabel } from '../../../domain/severity.ts';
import { joined } from '../../../domain/text.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Source } from '../../detect/rulebook/rulebook.ts';
import { findChannel } from '../channels/registry.ts';
import { type Facts, policyIdFor } from './facts.ts';
import { gapWords, type Mend, mendUnreached, peopleWords, whyUnreached } from './words.ts';

type Subject = Coverage['subject'];

export function judge(facts: Facts, kind: CoverageKind, id: number): Coverage | null {
  switch (kind) {
    case 'default-policy':
      return judgePolicyOf(facts, { kind, id: null, name: 'Alerts without a service' }, null);
    case 'escalation-policy': {
      const policy = facts.policies.get(id);
      return policy ? judgePolicy(facts, { kind, id, name: policy.name }, id) : null;
    }
    case 'service': {
      const service = facts.services.get(id);
      return service ? judgeService(facts, { kind, id, name: service.name }, id) : null;
    }
    case 'schedule':
      return facts.schedules.has(id) ? judgeSchedule(facts, id) : null;
    case 'source': {
      const source = facts.rulebook.sourceById.get(id);
      return source ? judgeSource(facts, source) : null;
    }
    case 'route': {
      const route = facts.rulebook.routes.find((each) => Number(each.id) === id);
      return route ? judgeRoute(facts, route) : null;
    }
    case 'severity':
      return id >= 1 && id <= 5 ? judgeSeverity(facts, id as Severity) : null;
  }
}

/** As its policy says, unless maintenance covers every alert of it now. */
function judgeService(facts: Facts, subject: Subject, id: number): Coverage {
  const found = judgePolicyOf(facts, subject, id);
  const { windows, services } = facts.rulebook;
  const any = { title: '', severity: 1, source: '', labels: {}, service: services.get(id) ?? null } as const;
  if (found.result !== 'people' || !coveringWindow(windows, { ...any, serviceId: id }, facts.nowMs)) return found;
  const words = notPagedWords('maintenance', { route: null, reason: null });
  const sentence = `Alerts of ${subject.name} page nobody: ${words}.`;
  return { ...nobody(subject, 'by-choice', sentence, notPagedMend('maintenance', 0)), holes: found.holes };
}

/** By the policy of the service, else by the default escalation policy. */
function judgePolicyOf(facts: Facts, subject: Subject, serviceId: number | null): Coverage {
  const policyId = policyIdFor(serviceId, facts);
  if (policyId !== null) return judgePolicy(facts, subject, policyId);
  if (serviceId === null) {
    return nobody(
      subject,
      'nobody',
      'Nobody would be paged for an alert without a service: there is no default escalation policy.',
      { text: 'Choose a default escalation policy.', path: '/escalation-policies' },
    );
  }
  const name = facts.services.get(serviceId)?.name ?? 'The service';
  return nobody(
    subject,
    'nobody',
    `Nobody would be paged for ${name}: it has no escalation policy, and there is no default one.`,
    { text: `Give ${name} an escalation policy.`, path: `/services/${serviceId}` },
  );
}

/** `policyId` null: the ladder of the installation's own alarms. */
function judgePolicy(facts: Facts, subject: Subject, policyId: number | null): Coverage {
  const policy = policyId === null ? null : facts.policies.get(policyId);
  const { now, gaps } = facts.coverageOf(policyId);
  const policyName = policy ? `“${policy.name}”` : 'the admins';
  if (now.personIds.length === 0 && 'emptyTargets' in now) {
    const why = policy?.definition === null ? 'the policy cannot be read' : whyUnreached(now, facts);
    return {
      ...nobody(
        subject,
        'nobody',
        subject.kind === 'escalation-policy'
          ? `Nobody would be paged by ${policyName}: ${why}.`
          : `Nobody would be paged for ${nameIn(subject)} by ${policyName}: ${why}.`,
        mendUnreached(now, policyId, facts),
      ),
      policy: policyId !== null && policy ? { id: policyId, name: policy.name } : null,
    };
  }
  const people = now.personIds.map((id) => ({ id, name: facts.nameOfPerson(id), channels: facts.channelsOf(id) }));
  const names = peopleWords(people.map(({ name }) => name));
  const wait = 'afterSeconds' in now && now.afterSeconds > 0 ? `, ${minutes(now.afterSeconds)} after the alert` : '';
  const onlyTab = people.every(
    ({ channels }) => channels.length > 0 && channels.every((each) => findChannel(each)?.onlyWhileOpen),
  );
  const hint = onlyTab ? ' Only while Evenkeel is open in a browser.' : '';
  const missing = subject.kind === 'escalation-policy' ? policy?.hoursMissing : null;
  const later = gaps.filter(({ startsAt }) => startsAt.epochMilliseconds > facts.nowMs);
  const holes = later.slice(0, 1).map((gap): CoverageHole => {
    const more = later.length > 1 ? `, and in ${later.length - 1} more gaps within seven days` : '';
    return {
      subject,
      reach: 'later',
      sentence: `Nobody would be paged for ${nameIn(subject)} ${gapWords(gap)}${more}: ${whyUnreached(gap, facts)}.`,
      mend: mendUnreached(gap, policyId, facts),
    };
  });
  if (missing) {
    holes.push({
      subject,
      reach: 'partly',
      sentence: `${policyName} follows the working hours of ${missing.name}, which has none: nothing waits, and no branch for certain hours applies.`,
      mend: { text: `Set the working hours of ${missing.name}.`, path: `/teams/${missing.id}` },
    });
  }
  return {
    subject,
    result: 'people',
    people,
    policy: policyId !== null && policy ? { id: policyId, name: policy.name } : null,
    sentence: `${names} would be paged now${wait}, by ${policyName}.${hint}`,
    mend: null,
    holes,
  };
}

function judgeSchedule(facts: Facts, id: number): Coverage {
  const name = facts.schedules.get(id)!;
  const subject: Subject = { kind: 'schedule', id, name };
  const schedule = facts.targets.schedules.get(id);
  const path = `/oncall/schedules/${id}`;
  const at = instantOf(facts.nowMs);
  let onCall: number[] = [];
  let gaps: ReturnType<typeof gapsBetween> = [];
  try {
    onCall = schedule ? everybodyOnCallAt(schedule, at).flatMap(({ personId }) => personId ?? []) : [];
    gaps = schedule ? gapsBetween(schedule, at, instantOf(facts.untilMs)) : [];
  } catch {
    // A zone that this node does not know: nobody is on call, as for the pager.
  }
  const unplanned = gaps.filter(
    ({ reason, startsAt }) => reason !== 'deliberate' && startsAt.epochMilliseconds > facts.nowMs,
  );
  const holes = unplanned.slice(0, 1).map((gap): CoverageHole => {
    const more = unplanned.length > 1 ? `, and in ${unplanned.length - 1} more gaps within seven days` : '';
    const sentence = `Nobody is on call on ${name} ${gapWords(gap)}${more}.`;
    return { subject, reach: 'later', sentence, mend: { text: 'Put somebody on call then.', path } };
  });
  if (onCall.length === 0) {
    const isMeant = gaps[0]?.reason === 'deliberate' && gaps[0].startsAt.epochMilliseconds <= facts.nowMs;
    const sentence = `Nobody is on call on ${name} now.`;
    const mend = { text: 'Put somebody on call.', path };
    if (isMeant)
      return { ...nobody(subject, 'by-choice', `${sentence} The slot was left empty on purpose.`, mend), holes };
    return { ...nobody(subject, 'nobody', sentence, mend), holes };
  }
  const people = onCall.map((id) => ({ id, name: facts.nameOfPerson(id), channels: facts.channelsOf(id) }));
  const reached = people.filter(({ channels }) => channels.length > 0);
  const unreachable = people.filter(({ channels }) => channels.length === 0).map((person) => person.id);
  const because = unreachable.length > 0 ? whyUnreached({ emptyTargets: [], unreachable }, facts) : '';
  if (reached.length === 0) {
    const sentence = `${joined(people.map(({ name: each }) => each))} ${isOrAre(people)} on call on ${name} and cannot be paged: ${because}.`;
    return nobody(subject, 'nobody', sentence, mendUnreached({ emptyTargets: [], unreachable }, null, facts));
  }
  const names = joined(reached.map(({ name: each }) => each));
  return {
    subject,
    result: 'people',
    people: reached,
    policy: null,
    sentence: `${names} ${isOrAre(reached)} on call now and can be paged.${because && ` Not everybody on call can: ${because}.`}`,
    mend: null,
    holes,
  };
}

const isOrAre = (people: readonly unknown[]) => (people.length === 1 ? 'is' : 'are');

/** An alert of the source without labels, as the absorber would decide about it now. */
function judgeSource(facts: Facts, source: Source): Coverage {
  const { rulebook } = facts;
  const subject: Subject = { kind: 'source', id: source.id, name: source.name };
  const severity = source.settings.defaultSeverity ?? defaultSeverity;
  const service = source.serviceId === null ? null : (rulebook.services.get(source.serviceId) ?? null);
  const plain = { title: '', severity, source: source.slug, service, labels: {} };
  const route = findRoute(rulebook.routes, plain);
  const outcome = route?.outcome ?? null;
  const serviceId = outcome?.serviceId ?? (service === null ? null : source.serviceId);
  const window = coveringWindow(
    rulebook.windows,
    { ...plain, severity: outcome?.severity ?? severity, serviceId },
    facts.nowMs,
  );
  const isOwn = source.slug === facts.platformSlug;
  const urgency = rulebook.urgencies[outcome?.severity ?? (isOwn ? 2 : severity)] ?? 'high';
  const decision = decidePaging({ state: 'triggered', urgency, outcome, source, window: isOwn ? null : window });
  if (!decision.pages) {
    const words = notPagedWords(decision.because, { route: route?.name ?? null, reason: decision.words });
    const mend = notPagedMend(decision.because, source.id);
    return nobody(subject, 'by-choice', `Alerts of ${source.name} page nobody: ${words}.`, mend);
  }
  if (isOwn) return judgePolicy(facts, subject, null);
  if (policyIdFor(serviceId, facts) !== null) {
    const found = judgePolicyOf(facts, subject, serviceId);
    const rest = serviceId === null ? ' It has no service: this is the default escalation policy.' : '';
    return { ...found, sentence: `${found.sentence}${rest}` };
  }
  if (serviceId !== null) {
    const found = judgePolicyOf(facts, { kind: 'service', id: serviceId, name: '' }, serviceId);
    return { ...found, subject, holes: found.holes.map((hole) => ({ ...hole, subject })) };
  }
  const isRouted = rulebook.routes.some((each) => each.isEnabled && mayTake(each, source.slug));
  const which = isRouted ? `Alerts of ${source.name} that match no route` : `Alerts of ${source.name}`;
  const sentence = `${which} page nobody: the source has no service, and there is no default escalation policy.`;
  return nobody(subject, 'nobody', sentence, {
    text: 'Choose its service, or set it to page nobody.',
    path: `/sources/${source.id}`,
  });
}

/** Whether some alert of the source could fall to the route and get a service there. */
export function mayTake({ outcome, all }: Route, slug: string): boolean {
  if (outcome.serviceId === null) return false;
  return all.every((condition) => {
    if (!('field' in condition) || condition.field !== 'source') return true;
    const wanted = [condition.value ?? []].flat();
    return !['equals', 'in'].includes(condition.operator) || wanted.includes(slug);
  });
}

function judgeRoute(facts: Facts, route: Route): Coverage {
  const subject: Subject = { kind: 'route', id: Number(route.id), name: route.name };
  const urgency =
    route.outcome.severity === null ? 'high' : (facts.rulebook.urgencies[route.outcome.severity] ?? 'high');
  const decision = decidePaging({ state: 'triggered', urgency, outcome: route.outcome, source: null, window: null });
  if (!decision.pages) {
    const words = notPagedWords(decision.because, { route: route.name, reason: decision.words });
    return nobody(
      subject,
      'by-choice',
      `Alerts matched by the route ${route.name} page nobody: ${words}.`,
      notPagedMend(decision.because, 0),
    );
  }
  if (route.outcome.serviceId !== null) {
    const serviceId = route.outcome.serviceId;
    const name = facts.services.get(serviceId)?.name ?? '';
    const found = judgePolicyOf(facts, { kind: 'service', id: serviceId, name }, serviceId);
    return { ...found, subject };
  }
  return {
    ...nobody(subject, 'by-choice', 'The source’s service decides who is paged.', null),
    result: 'people',
  };
}

const rolePolicies = { commander: 'commander', communications: 'communications', executives: 'executives' } as const;

/** Whom an incident of the severity pages beside the teams of its services. */
function judgeSeverity(facts: Facts, severity: Severity): Coverage {
  const { rules, policies } = facts.matrix;
  const name = severityLabel(severity);
  const subject: Subject = { kind: 'severity', id: severity, name };
  const path = '/settings/severities';
  const rule = rules.find((each) => each.severity === severity);
  if (!rule || rule.urgency === 'none' || rule.pages.length === 0) {
    return nobody(subject, 'by-choice', `${name} pages nobody.`, { text: 'Change the severity.', path });
  }
  const holes: CoverageHole[] = [];
  const people = new Map<number, Coverage['people'][number]>();
  const said: string[] = [];
  for (const role of Object.keys(rolePolicies) as (keyof typeof rolePolicies)[]) {
    if (!rule.pages.includes(role)) continue;
    const policyId = policies[role] ?? (role === 'commander' ? facts.defaultPolicyId : null);
    if (policyId === null) {
      const sentence = `${name} pages the ${roleWords[role]}, and nobody would be paged: there is no ${role} policy.`;
      const reach = role === 'commander' ? 'nobody' : 'partly';
      holes.push({ subject, reach, sentence, mend: { text: `Choose the ${role} policy.`, path } });
      continue;
    }
    const found = judgePolicy(facts, subject, policyId);
    if (found.result === 'people') {
      for (const person of found.people) people.set(person.id, person);
      said.push(`${peopleWords(found.people.map((person) => person.name))} as ${role}`);
    }
    holes.push(...found.holes);
  }
  const teams = rule.pages.includes('affected-teams') || rule.pages.includes('owning-team');
  const parts = [...(teams ? ['the policies of the affected services'] : []), ...said];
  return {
    subject,
    result: parts.length > 0 ? 'people' : 'nobody',
    people: [...people.values()],
    policy: null,
    sentence: parts.length > 0 ? `An incident of ${name} pages ${joined(parts)}.` : `${name} would page nobody.`,
    mend: parts.length > 0 ? null : (holes[0]?.mend ?? null),
    holes,
  };
}

const roleWords = { commander: 'commander', communications: 'communications lead', executives: 'executives' } as const;

function nobody(subject: Subject, result: 'nobody' | 'by-choice', sentence: string, mend: Mend | null): Coverage {
  const holes: CoverageHole[] =
    result === 'nobody' && mend !== null ? [{ subject, reach: 'nobody', sentence, mend }] : [];
  return { subject, result, people: [], policy: null, sentence, mend, holes };
}

function nameIn({ kind, name }: Subject): string {
  return kind === 'default-policy' ? 'an alert without a service' : name;
}

/** Why an alert does not ask for a page, as the rest of a sentence after a colon. */
export function notPagedWords(
  because: NotPagedReason,
  { route, reason }: { route: string | null; reason: string | null },
): string {
  switch (because) {
    case 'suppressed':
      return `the route ${route ?? ''} suppresses them (${(reason ?? '').replace(/\.$/, '')})`;
    case 'paused':
      return 'the source is paused';
    case 'maintenance':
      return 'a maintenance window is active';
    case 'route':
      return `the route ${route ?? ''} shows them without paging`;
    case 'severity':
      return 'their severity pages nobody';
    case 'source':
      return 'the source is set to page nobody';
    case 'flapping':
      return (reason ?? 'it is flapping').replace(/^Flapping: (.+)\. Not (.+)\.$/, 'it is flapping ($1; not $2)');
    case 'snoozed':
      return 'they are snoozed';
    case 'resolved':
    case 'acknowledged':
      return `they were ${because} before anybody could be paged`;
  }
}

/** What to do about it; null when it is over. */
export function notPagedMend(because: NotPagedReason, sourceId: number): Mend | null {
  const source = `/sources/${sourceId}`;
  switch (because) {
    case 'suppressed':
      return { text: 'Change the route.', path: '/routes' };
    case 'paused':
      return { text: 'Resume the source.', path: source };
    case 'maintenance':
      return { text: 'Cancel the maintenance.', path: '/maintenance' };
    case 'flapping':
      return { text: 'Change what the route does about flapping.', path: '/routes' };
    case 'route':
      return { text: 'Turn on paging in the route.', path: '/routes' };
    case 'severity':
      return { text: 'Change what the severity does.', path: '/settings/severities' };
    case 'source':
      return { text: 'Choose a service for the source.', path: source };
    default:
      return null;
  }
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
}
