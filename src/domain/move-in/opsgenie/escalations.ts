import type { OpsgenieEscalation, OpsgenieEscalationRule, OpsgenieTeam } from '../../../contract/move-in/opsgenie.ts';
import type { ScheduleSlugs } from '../converted.ts';
import type { MovedPolicy, MovedSchedule, Step, Target } from '../document.ts';
import type { Source } from '../finding.ts';
import {
  lastDelaySeconds,
  longestDelaySeconds,
  mostRepeats,
  mostSteps,
  placeholderOf,
  uniqueTargets,
} from '../ladder.ts';
import { lineOf, sourceOf } from '../things.ts';
import { type Conversion, findNamed, secondsOfDuration } from './conversion.ts';

const longestFirstDelaySeconds = 1_800;

export type Ladder = { steps: Step[]; repeat: number; firstDelaySeconds: number; missing: string[] };

/** Policies of escalations, with an empty schedule in the place of everything that they ask and the export lacks. */
export function convertEscalations(conversion: Conversion, slugsOf: ScheduleSlugs) {
  const policies: MovedPolicy[] = [];
  const placeholders = new Map<string, MovedSchedule>();
  const ladders = new Map<string, Ladder>();
  for (const escalation of conversion.content.escalations) {
    const source = sourceOf('escalation', escalation);
    conversion.findings.seen(source);
    const ladder = ladderOf(conversion, escalation, slugsOf, placeholders);
    if (ladder.steps.length === 0) {
      conversion.findings.impossible(source, 'It notifies nobody.');
      continue;
    }
    ladders.set(escalation.id, ladder);
    policies.push(
      policyOf(ladder, {
        slug: conversion.slugs('escalationPolicy', escalation.id, escalation.name),
        name: lineOf(escalation.name, 120, escalation.id),
        description: lineOf(escalation.description, 1_000, ''),
        team: conversion.teamOf(escalation.ownerTeam),
      }),
    );
  }
  return { policies, placeholders, ladders };
}

export function policyOf(
  { steps, repeat, firstDelaySeconds, missing }: Ladder,
  { description, ...rest }: Pick<MovedPolicy, 'slug' | 'name' | 'description' | 'team'>,
): MovedPolicy {
  const lacks = missing.length === 0 ? '' : `Missing from the Opsgenie export: ${missing.join(', ')}.`;
  return {
    ...rest,
    description: [description, lacks]
      .filter((text) => text !== '')
      .join('\n\n')
      .slice(0, 2_000),
    steps,
    repeat,
    branches: [],
    workingHours: null,
    firstPageDelay:
      firstDelaySeconds >= 10 && firstDelaySeconds <= longestFirstDelaySeconds
        ? { seconds: firstDelaySeconds, fromSeverity: 2 }
        : null,
  };
}

function ladderOf(
  conversion: Conversion,
  escalation: OpsgenieEscalation,
  slugsOf: ScheduleSlugs,
  placeholders: Map<string, MovedSchedule>,
): Ladder {
  const { findings } = conversion;
  const source = sourceOf('escalation', escalation);
  const missing: string[] = [];
  const rules = escalation.rules
    .map((rule) => ({ rule, at: secondsOfDuration(rule.delay) }))
    .toSorted((one, other) => one.at - other.at);
  const asked: { at: number; targets: Target[]; random: boolean }[] = [];
  for (const { rule, at } of rules) {
    if (rule.condition === 'if-not-closed')
      findings.changed(source, 'A rule for alerts that are not closed ends with the acknowledgement here.');
    const targets = targetsOf(conversion, rule, source, slugsOf) ?? [
      placeholder(rule, placeholders, missing, conversion),
    ];
    if (targets.length === 0) continue;
    const random = rule.notifyType === 'random' && rule.recipient.type === 'team';
    const last = asked.at(-1);
    if (last && last.at === at && !last.random && !random) last.targets.push(...targets);
    else asked.push({ at, targets, random });
  }
  if (missing.length > 0)
    findings.impossible(
      source,
      `Missing from the export: ${missing.join(', ')}. An empty schedule stands in its place.`,
    );
  if (asked.length > mostSteps)
    findings.impossible(source, `It has more than ${mostSteps} steps: the later ones are left out.`);
  const kept = asked.slice(0, mostSteps);
  const firstDelaySeconds = kept[0]?.at ?? 0;
  if (firstDelaySeconds > longestFirstDelaySeconds || (firstDelaySeconds > 0 && firstDelaySeconds < 10))
    findings.changed(source, 'Its first rule waits; here the first step is asked at once.');
  else if (firstDelaySeconds > 0)
    findings.changed(source, 'Its first rule waits; here SEV1 pages at once, everything else waits as long.');
  const count = Math.min(escalation.repeat?.count ?? 0, mostRepeats);
  if ((escalation.repeat?.count ?? 0) > mostRepeats) findings.changed(source, `It repeats ${mostRepeats} times here.`);
  if (escalation.repeat?.closeAlertAfterAll)
    findings.impossible(source, 'It closes the alert when nobody answers; here an alert stays open until it ends.');
  const wait = Math.round((escalation.repeat?.waitInterval ?? 0) * 60);
  const steps = kept.map(({ at, targets, random }, index): Step => {
    const next = kept[index + 1];
    const delay = next ? next.at - at : count > 0 ? wait + firstDelaySeconds : lastDelaySeconds;
    if (delay > longestDelaySeconds) findings.changed(source, 'A step waits at most a week here.');
    return {
      delaySeconds: Math.min(delay, longestDelaySeconds),
      targets: uniqueTargets(targets),
      ifEmpty: 'wait',
      ...(random && { notifies: 'roundRobin' }),
    };
  });
  return { steps, repeat: count, firstDelaySeconds, missing };
}

/** Null for what the export lacks. */
function targetsOf(
  conversion: Conversion,
  { recipient, notifyType }: OpsgenieEscalationRule,
  source: Source,
  slugsOf: ScheduleSlugs,
): Target[] | null {
  const { content, findings, personOf, teamOf } = conversion;
  if (recipient.type === 'user') {
    const person = personOf(recipient);
    return person === null ? null : [{ person }];
  }
  if (recipient.type === 'schedule') {
    const schedule = findNamed(content.schedules, recipient);
    if (schedule === null) return null;
    const slugs = slugsOf.get(schedule.id) ?? [];
    if (notifyType === 'previous')
      findings.changed(source, 'A step for whoever was on call before asks everybody in the rotation.');
    if (
      notifyType === 'next' &&
      (slugs.length > 1 || schedule.rotations.length !== 1 || schedule.rotations[0]!.timeRestriction)
    )
      findings.changed(
        source,
        'Whoever is next is, here, whoever comes on call next, also after hours without anybody.',
      );
    const who = ({ next: 'next', previous: 'everyone' } as const)[notifyType as 'next' | 'previous'];
    return slugs.map((slug) => (who ? { schedule: slug, who } : { schedule: slug }));
  }
  if (recipient.type !== 'team') return null;
  const team = findNamed(content.teams, recipient);
  const slug = teamOf(recipient);
  if (team === null || slug === null) return null;
  if (notifyType === 'admins' || notifyType === 'users') {
    findings.reshaped(source, `The ${notifyType} of ${team.name} are named one by one here.`);
    return membersOf(conversion, team, notifyType === 'admins').map((person) => ({ person }));
  }
  if (notifyType === 'random') findings.changed(source, 'One of a team in turn, in the place of a random one.');
  return [{ team: slug }];
}

export function membersOf({ personOf }: Pick<Conversion, 'personOf'>, team: OpsgenieTeam, admins: boolean): string[] {
  return (team.members ?? []).flatMap(({ user, role }) =>
    (role === 'admin') === admins ? (personOf(user) ?? []) : [],
  );
}

function placeholder(
  { recipient }: OpsgenieEscalationRule,
  placeholders: Map<string, MovedSchedule>,
  missing: string[],
  { slugs }: Conversion,
): Target {
  const label = lineOf(recipient.name ?? recipient.username ?? recipient.id, 80, recipient.type);
  missing.push(`${recipient.type} ${label}`);
  const placeholder = placeholderOf('Opsgenie', slugs, recipient.type, recipient.id ?? label, label);
  placeholders.set(placeholder.slug, placeholder);
  return { schedule: placeholder.slug };
}
