import type { OpsgenieRoutingRule, OpsgenieTeam } from '../../../contract/move-in/opsgenie.ts';
import type { ScheduleSlugs } from '../converted.ts';
import type { MovedDocument, MovedPolicy } from '../document.ts';
import { windowsOfWeek } from '../layers/week.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import { type Conversion, findNamed } from './conversion.ts';
import { matchesPriority } from './criteria.ts';
import { type Ladder, policyOf } from './escalations.ts';
import { hoursOf } from './restrictions.ts';

type Ladders = ReadonlyMap<string, Ladder>;

/**
 * A service for each team, which its alerts belong to. Its policy is that of the team's default rule; rules for
 * priorities or hours are branches of a policy of the team's own.
 */
export function convertRouting(conversion: Conversion, slugsOf: ScheduleSlugs, ladders: Ladders) {
  const policies: MovedPolicy[] = [];
  const services: MovedDocument['services'] = [];
  const policyOfTeam = new Map<string, string | null>();
  for (const team of conversion.content.teams) {
    const policy = policyOfRules(conversion, team, slugsOf, ladders, policies);
    policyOfTeam.set(team.id, policy);
    services.push({
      slug: conversion.slugs('service', team.id, team.name),
      name: lineOf(team.name, 120, team.id),
      description: 'What Opsgenie sent to the team.',
      team: conversion.teamOf(team),
      escalationPolicy: policy,
    });
  }
  for (const service of conversion.content.services) {
    conversion.findings.seen(sourceOf('service', service));
    const team = findNamed(conversion.content.teams, { id: service.teamId ?? '' });
    services.push({
      slug: conversion.slugs('service', service.id, service.name),
      name: lineOf(service.name, 120, service.id),
      description: lineOf(service.description, 2_000, ''),
      team: conversion.teamOf(team),
      escalationPolicy: team === null ? null : (policyOfTeam.get(team.id) ?? null),
    });
  }
  return { policies, services };
}

/** The policy that the alerts of a team follow; added to `policies` unless it is that of an escalation. */
function policyOfRules(
  conversion: Conversion,
  team: OpsgenieTeam,
  slugsOf: ScheduleSlugs,
  ladders: Ladders,
  policies: MovedPolicy[],
): string | null {
  const { findings, slugs, content } = conversion;
  const source = sourceOf('team', team);
  const rules = (team.routingRules ?? []).toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0));
  const usual = rules.find(({ isDefault }) => isDefault) ?? null;
  const usualLadder = usual && ladderOfRule(conversion, usual, slugsOf, ladders);
  if (usualLadder === null) {
    findings.changed(
      source,
      'Its alerts notify nobody unless a rule says otherwise: its service has no policy of its own.',
    );
    for (const rule of rules.filter(({ isDefault }) => !isDefault))
      cannotKeep(conversion, team, rule, 'the team has no default rule that notifies somebody');
    return null;
  }
  const own: MovedPolicy = policyOf(usualLadder, {
    slug: slugs('escalationPolicy', team.id, `${team.name} routing`),
    name: lineOf(`${team.name}: routing`, 120, team.id),
    description: 'The routing rules of the team in Opsgenie.',
    team: conversion.teamOf(team),
  });
  for (const rule of rules.filter(({ isDefault }) => !isDefault)) {
    const reason = addBranch(conversion, team, rule, own, { slugsOf, ladders, usualLadder });
    if (reason !== null) cannotKeep(conversion, team, rule, reason);
  }
  const escalation = usual?.notify?.type === 'escalation' ? findNamed(content.escalations, usual.notify) : null;
  if (own.branches.length === 0 && escalation !== null)
    return slugs('escalationPolicy', escalation.id, escalation.name);
  policies.push(own);
  return own.slug;
}

function cannotKeep({ findings }: Conversion, team: OpsgenieTeam, rule: OpsgenieRoutingRule, reason: string): void {
  const name = `${team.name} / ${lineOf(rule.name, 80, 'routing rule')}`;
  findings.impossible(sourceOf('routing rule', { id: rule.id ?? name, name }), `Left out: ${reason}.`);
}

type Known = { slugsOf: ScheduleSlugs; ladders: Ladders; usualLadder: Ladder };

/** @returns why the rule cannot be a branch, or null when it is one */
function addBranch(
  conversion: Conversion,
  team: OpsgenieTeam,
  rule: OpsgenieRoutingRule,
  policy: MovedPolicy,
  { slugsOf, ladders, usualLadder }: Known,
): string | null {
  const matches = [1, 2, 3, 4, 5].map((severity) => matchesPriority(rule.criteria, `P${severity}`));
  if (matches.includes(null)) return 'its conditions ask for more than the priority; make a route for them';
  const severities = [1, 2, 3, 4, 5].filter((_, index) => matches[index]);
  if (severities.length === 0) return 'no priority matches it';
  const ladder = ladderOfRule(conversion, rule, slugsOf, ladders);
  if (ladder === null) return 'it notifies nobody, or something that the export lacks';
  if (policy.branches.length === 10) return 'a policy takes ten branches';
  let hours: { hours?: 'working' } = {};
  if (rule.timeRestriction) {
    const [first, ...also] = windowsOfWeek(hoursOf(rule.timeRestriction));
    const timeZone = rule.timezone && isZone(rule.timezone) ? rule.timezone : 'UTC';
    if (!first || also.length > 13) return 'its hours are too many for working hours';
    const workingHours = { timeZone, ...first, ...(also.length > 0 && { also }), holidays: [] };
    if (policy.workingHours !== null && JSON.stringify(policy.workingHours) !== JSON.stringify(workingHours))
      return 'a policy has one set of working hours, and another rule of the team has taken it';
    policy.workingHours = workingHours;
    hours = { hours: 'working' };
  }
  if (!rule.timeRestriction && severities.length === 5)
    return 'it matches every alert, so the default rule never counts; make it the default';
  if (ladder.firstDelaySeconds !== usualLadder.firstDelaySeconds)
    conversion.findings.changed(
      sourceOf('team', team),
      'The wait before the first step is that of its default rule in every case.',
    );
  const taken = new Set(policy.branches.map(({ name }) => name));
  let name = lineOf(rule.name, 70, 'Rule');
  for (let count = 2; taken.has(name); count++) name = `${lineOf(rule.name, 70, 'Rule')} (${count})`;
  policy.branches.push({
    name,
    ...(severities.length < 5 && { severities }),
    ...hours,
    steps: ladder.steps,
    repeat: ladder.repeat,
  });
  return null;
}

function ladderOfRule(
  { content }: Conversion,
  { notify }: OpsgenieRoutingRule,
  slugsOf: ScheduleSlugs,
  ladders: Ladders,
): Ladder | null {
  if (notify?.type === 'escalation') return ladders.get(findNamed(content.escalations, notify)?.id ?? '') ?? null;
  if (notify?.type !== 'schedule') return null;
  const slugs = slugsOf.get(findNamed(content.schedules, notify)?.id ?? '') ?? [];
  if (slugs.length === 0) return null;
  const step = { delaySeconds: 600, targets: slugs.map((schedule) => ({ schedule })), ifEmpty: 'wait' as const };
  return { steps: [step], repeat: 0, firstDelaySeconds: 0, missing: [] };
}
