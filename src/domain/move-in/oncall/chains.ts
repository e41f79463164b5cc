import type { OncallChain, OncallStep } from '../../../contract/move-in/oncall.ts';
import type { ScheduleSlugs } from '../converted.ts';
import type { MovedPolicy, MovedSchedule, Step, Target } from '../document.ts';
import { lastDelaySeconds, longestDelaySeconds, mostSteps, placeholderOf, uniqueTargets } from '../ladder.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const longestFirstDelaySeconds = 1_800;
/** What a wait without a duration takes. */
const usualWaitSeconds = 300;
/** OnCall repeats a chain so often, and no more. */
const repeats = 5;

type Asked = { at: number; targets: Target[]; inTurn: boolean };

/** A policy for each escalation chain, with an empty schedule in the place of everything that it asks and the export lacks. */
export function convertChains(conversion: Conversion, slugsOf: ScheduleSlugs) {
  const policies: MovedPolicy[] = [];
  const placeholders = new Map<string, MovedSchedule>();
  const policyOf = new Map<string, string>();
  for (const chain of conversion.content.escalation_chains) {
    const source = sourceOf('escalation chain', chain);
    conversion.findings.seen(source);
    const missing: string[] = [];
    const ladder = ladderOf(conversion, chain, slugsOf, (kind, id, name) => {
      if (!missing.includes(`${kind} ${name}`)) missing.push(`${kind} ${name}`);
      const placeholder = placeholderOf('Grafana OnCall', conversion.slugs, kind, id, name);
      placeholders.set(id, placeholder);
      return { schedule: placeholder.slug };
    });
    if (ladder.steps.length === 0) {
      conversion.findings.impossible(source, 'It notifies nobody.');
      continue;
    }
    if (missing.length > 0)
      conversion.findings.impossible(
        source,
        `Missing from the export: ${missing.join(', ')}. An empty schedule stands in its place.`,
      );
    const slug = conversion.slugs('escalationPolicy', chain.id, chain.name);
    policyOf.set(chain.id, slug);
    const { firstDelaySeconds, ...steps } = ladder;
    policies.push({
      ...{ slug, name: lineOf(chain.name, 120, chain.id), team: conversion.teamOf(chain.team_id) },
      description: missing.length === 0 ? '' : `Missing from the export: ${missing.join(', ')}.`.slice(0, 2_000),
      ...steps,
      ...{ branches: [], workingHours: null },
      firstPageDelay:
        firstDelaySeconds >= 10 && firstDelaySeconds <= longestFirstDelaySeconds
          ? { seconds: firstDelaySeconds, fromSeverity: 2 }
          : null,
    });
  }
  return { policies, placeholders, policyOf };
}

type Placeholder = (kind: string, id: string, name: string) => Target;

function ladderOf(conversion: Conversion, chain: OncallChain, slugsOf: ScheduleSlugs, placed: Placeholder) {
  const { content, findings } = conversion;
  const source = sourceOf('escalation chain', chain);
  const given = content.escalation_policies
    .filter((step) => step.escalation_chain_id === chain.id)
    .toSorted((one, other) => one.position - other.position);
  const asked: Asked[] = [];
  let [at, repeat, isOver] = [0, 0, false];
  for (const step of given) {
    if (isOver) {
      findings.impossible(source, 'Its steps after the repetition, or after the end of the alert, are left out.');
      break;
    }
    if (step.type === 'wait') at += Math.round(step.duration ?? usualWaitSeconds);
    else if (step.type === 'repeat_escalation') [repeat, isOver] = [repeats, true];
    else if (step.type === 'resolve') {
      findings.impossible(source, 'It resolves the alert when nobody answers; here an alert stays open until it ends.');
      isOver = true;
    } else {
      const targets = targetsOf(conversion, chain, step, slugsOf, placed);
      if (targets.length === 0) continue;
      const inTurn = step.type === 'notify_person_next_each_time' && targets.length > 1;
      const last = asked.at(-1);
      if (last && last.at === at && !last.inTurn && !inTurn) last.targets.push(...targets);
      else asked.push({ at, targets, inTurn });
    }
  }
  if (asked.length > mostSteps)
    findings.impossible(source, `It has more than ${mostSteps} steps: the later ones are left out.`);
  const kept = asked.slice(0, mostSteps);
  const firstDelaySeconds = kept[0]?.at ?? 0;
  if (firstDelaySeconds > longestFirstDelaySeconds || (firstDelaySeconds > 0 && firstDelaySeconds < 10))
    findings.changed(source, 'It waits before its first step; here the first step is asked at once.');
  else if (firstDelaySeconds > 0)
    findings.changed(source, 'It waits before its first step; here SEV1 pages at once, everything else waits as long.');
  const steps = kept.map(({ at: begins, targets, inTurn }, index): Step => {
    const next = kept[index + 1];
    const delay = next ? next.at - begins : repeat > 0 ? at - begins + firstDelaySeconds : lastDelaySeconds;
    if (delay > longestDelaySeconds) findings.changed(source, 'A step waits at most a week here.');
    return {
      delaySeconds: Math.min(delay, longestDelaySeconds),
      targets: uniqueTargets(targets),
      ifEmpty: 'wait',
      ...(inTurn && { notifies: 'roundRobin' }),
    };
  });
  return { steps, repeat, firstDelaySeconds };
}

function targetsOf(
  { content, findings, personOf, teamOf }: Conversion,
  chain: OncallChain,
  step: OncallStep,
  slugsOf: ScheduleSlugs,
  placed: Placeholder,
): Target[] {
  const source = sourceOf('escalation chain', chain);
  if (step.important)
    findings.reshaped(
      source,
      'It has important steps: here the severity of the alert chooses between the rules of a person.',
    );
  const people = (ids: readonly string[]) =>
    ids.map((id) => {
      const person = personOf(id);
      return person === null ? placed('user', id, id) : { person };
    });
  switch (step.type) {
    case 'notify_persons':
      return people(step.persons_to_notify ?? []);
    case 'notify_person_next_each_time':
      return people(step.persons_to_notify_next_each_time ?? []);
    case 'notify_on_call_from_schedule': {
      const id = step.notify_on_call_from_schedule;
      if (!id) break;
      return slugsOf.get(id)?.map((schedule) => ({ schedule })) ?? [placed('schedule', id, id)];
    }
    case 'notify_team_members': {
      const id = step.team_to_notify;
      if (!id) break;
      const team = teamOf(id);
      return [team === null ? placed('team', id, id) : { team }];
    }
    case 'notify_user_group': {
      const id = step.group_to_notify;
      if (!id) break;
      const name = content.user_groups.find((group) => group.id === id)?.slack?.name;
      return [placed('Slack group', id, lineOf(name, 80, id))];
    }
    case 'notify_if_time_from_to':
      findings.changed(
        source,
        `It goes on only between ${clockOf(step.notify_if_time_from)} and ${clockOf(step.notify_if_time_to)} UTC; here it goes on at once.`,
      );
      return [];
    case 'notify_if_num_alerts_in_window':
      findings.changed(source, 'It goes on only after a number of alerts; here it goes on at once.');
      return [];
    case 'notify_whole_channel':
      findings.impossible(source, 'It calls a whole Slack channel: add the chat room to a step here.');
      return [];
    case 'trigger_webhook':
      findings.impossible(source, 'It calls a webhook: make an outgoing webhook here and add it to a step.');
      return [];
    case 'declare_incident':
      findings.impossible(source, 'It declares an incident: make a route that does.');
      return [];
    default:
      findings.impossible(source, `A step of the type ${step.type ?? 'none'} is left out.`);
      return [];
  }
  findings.impossible(source, 'A step that names nobody is left out.');
  return [];
}

const clockOf = (time: string | null | undefined) => (time ?? '').slice(0, 5) || 'unset';
