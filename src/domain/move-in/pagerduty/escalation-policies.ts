import type {
  PagerdutyEscalationPolicy,
  PagerdutyEscalationRule,
  PagerdutyReference,
} from '../../../contract/move-in/pagerduty.ts';
import type { ScheduleSlugs } from '../converted.ts';
import type { MovedPolicy, MovedSchedule, Step, Target } from '../document.ts';
import {
  lastDelaySeconds,
  longestDelaySeconds,
  mostRepeats,
  mostSteps,
  placeholderOf,
  uniqueTargets,
} from '../ladder.ts';
import { lineOf, sourceOf } from '../things.ts';
import { type Conversion, kindOf } from './conversion.ts';

/** A policy here of one there, with what it lacks. */
export type Ladder = Pick<MovedPolicy, 'slug' | 'steps' | 'repeat' | 'description'>;

export type EscalationPolicies = {
  policies: MovedPolicy[];
  /** By the id of the policy there. */
  ladders: ReadonlyMap<string, Ladder>;
  placeholders: ReadonlyMap<string, MovedSchedule>;
};

/** A policy for each escalation policy, with an empty schedule in the place of everything that the export lacks. */
export function convertEscalationPolicies(conversion: Conversion, slugsOf: ScheduleSlugs): EscalationPolicies {
  const { content, findings, slugs, teamOf } = conversion;
  const policies: MovedPolicy[] = [];
  const ladders = new Map<string, Ladder>();
  const placeholders = new Map<string, MovedSchedule>();
  for (const policy of content.escalation_policies) {
    const source = sourceOf('escalation policy', policy);
    findings.seen(source);
    const missing = new Set<string>();
    const targetOf = (reference: PagerdutyReference): Target[] => {
      const found = known(conversion, reference, slugsOf);
      if (found) return found;
      const [kind, name] = [kindOf(reference) || 'target', lineOf(reference.summary, 80, reference.id)];
      missing.add(`${kind} ${name}`);
      const placeholder = placeholderOf('PagerDuty', slugs, kind, reference.id, name);
      placeholders.set(reference.id, placeholder);
      return [{ schedule: placeholder.slug }];
    };
    const steps = stepsOf(conversion, policy, targetOf);
    if (steps.length === 0) {
      findings.impossible(source, 'It notifies nobody.');
      continue;
    }
    const lacks = missing.size === 0 ? '' : `Missing from the export: ${[...missing].join(', ')}.`;
    if (lacks !== '') findings.impossible(source, `${lacks} An empty schedule stands in its place.`);
    if (policy.num_loops > mostRepeats) findings.changed(source, `It repeats ${mostRepeats} times here.`);
    const ladder: Ladder = {
      slug: slugs('escalationPolicy', policy.id, policy.name),
      steps,
      repeat: Math.min(policy.num_loops, mostRepeats),
      description: [lineOf(policy.description, 1_000, ''), lacks]
        .filter((text) => text !== '')
        .join('\n\n')
        .slice(0, 2_000),
    };
    ladders.set(policy.id, ladder);
    policies.push({
      ...ladder,
      name: lineOf(policy.name, 120, policy.id),
      team: teamOf(policy.teams),
      ...{ branches: [], workingHours: null, firstPageDelay: null },
    });
  }
  return { policies, ladders, placeholders };
}

/** A rule that reaches nobody is passed over at once, there and here. */
function stepsOf(
  { findings }: Conversion,
  policy: PagerdutyEscalationPolicy,
  targetOf: (reference: PagerdutyReference) => Target[],
): Step[] {
  const source = sourceOf('escalation policy', policy);
  const rules = policy.escalation_rules.filter(({ targets }) => targets.length > 0);
  if (rules.length > mostSteps)
    findings.impossible(source, `It has more than ${mostSteps} rules: the later ones are left out.`);
  return rules.slice(0, mostSteps).map((rule): Step => {
    const targets = uniqueTargets(rule.targets.flatMap(targetOf));
    const delay = Math.round(rule.escalation_delay_in_minutes * 60) || lastDelaySeconds;
    if (delay > longestDelaySeconds) findings.changed(source, 'A step waits at most a week here.');
    return {
      delaySeconds: Math.min(delay, longestDelaySeconds),
      targets,
      ifEmpty: 'skip',
      ...(isRoundRobin(rule) && targets.length > 1 && { notifies: 'roundRobin' }),
    };
  });
}

function isRoundRobin({ escalation_rule_assignment_strategy: strategy }: PagerdutyEscalationRule): boolean {
  return (typeof strategy === 'string' ? strategy : strategy?.type) === 'round_robin';
}

/** Null for what the export lacks. */
function known({ personOf }: Conversion, reference: PagerdutyReference, slugsOf: ScheduleSlugs): Target[] | null {
  if (kindOf(reference) === 'user') {
    const person = personOf(reference.id);
    return person === null ? null : [{ person }];
  }
  return slugsOf.get(reference.id)?.map((schedule) => ({ schedule })) ?? null;
}
