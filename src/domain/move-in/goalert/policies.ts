import type { GoalertPolicy, GoalertTarget } from '../../../contract/move-in/goalert.ts';
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
import { fitsOneSchedule, namedLayers } from '../layers/lanes.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';
import { turnsOf } from './schedules.ts';

type Schedules = Map<string, MovedSchedule>;

/** A policy for each escalation policy. `schedules`: those of rotations that a step asks itself, and of what is missing. */
export function convertPolicies(conversion: Conversion, slugsOf: ScheduleSlugs) {
  const { content, findings, slugs } = conversion;
  const policies: MovedPolicy[] = [];
  const schedules: Schedules = new Map();
  const policyOf = new Map<string, string>();
  for (const policy of content.escalationPolicies) {
    const source = sourceOf('escalation policy', policy);
    findings.seen(source);
    const missing = new Set<string>();
    const steps = stepsOf(conversion, policy, (target) => targetsOf(conversion, target, slugsOf, schedules, missing));
    if (steps.length === 0) {
      findings.impossible(source, 'It notifies nobody.');
      continue;
    }
    const lacks = missing.size === 0 ? '' : `Missing from the export: ${[...missing].join(', ')}.`;
    if (lacks !== '') findings.impossible(source, `${lacks} An empty schedule stands in its place.`);
    const isEndless = policy.repeat < 0 || policy.repeat > mostRepeats;
    if (isEndless) findings.changed(source, `It repeats ${mostRepeats} times here.`);
    const slug = slugs('escalationPolicy', policy.id, policy.name);
    policyOf.set(policy.id, slug);
    policies.push({
      ...{ slug, name: lineOf(policy.name, 120, policy.id), team: null, steps },
      description: [lineOf(policy.description, 1_000, ''), lacks].filter((text) => text !== '').join('\n\n'),
      repeat: isEndless ? mostRepeats : policy.repeat,
      ...{ branches: [], workingHours: null, firstPageDelay: null },
    });
  }
  return { policies, schedules, policyOf };
}

/** A step that reaches nobody waits its time, there and here; one that asks no people has its time added to the one before. */
function stepsOf(
  { findings }: Conversion,
  policy: GoalertPolicy,
  targetsFor: (target: GoalertTarget) => Target[],
): Step[] {
  const source = sourceOf('escalation policy', policy);
  const steps: Step[] = [];
  let leading = 0;
  for (const step of policy.steps.toSorted((one, other) => (one.stepNumber ?? 0) - (other.stepNumber ?? 0))) {
    const targets = uniqueTargets(step.targets.flatMap(targetsFor));
    if (step.targets.some(({ type }) => !['user', 'schedule', 'rotation'].includes(type)))
      findings.reshaped(
        source,
        'It posts to a chat or calls a webhook: add the chat room or the webhook to its step here.',
      );
    const seconds = Math.round(step.delayMinutes * 60) || lastDelaySeconds;
    const last = steps.at(-1);
    if (targets.length > 0) steps.push({ delaySeconds: seconds, targets, ifEmpty: 'wait' });
    else if (last) last.delaySeconds += seconds;
    else leading += seconds;
  }
  if (leading > 0 && steps.length > 0) {
    findings.changed(source, 'Its first step asks no people; here the first that does is asked at once.');
    if (policy.repeat !== 0) steps.at(-1)!.delaySeconds += leading;
  }
  if (steps.some(({ delaySeconds }) => delaySeconds > longestDelaySeconds))
    findings.changed(source, 'A step waits at most a week here.');
  if (steps.length > mostSteps)
    findings.impossible(source, `It has more than ${mostSteps} steps: the later ones are left out.`);
  return steps
    .slice(0, mostSteps)
    .map((step) => ({ ...step, delaySeconds: Math.min(step.delaySeconds, longestDelaySeconds) }));
}

function targetsOf(
  conversion: Conversion,
  target: GoalertTarget,
  slugsOf: ScheduleSlugs,
  schedules: Schedules,
  missing: Set<string>,
): Target[] {
  const { content, personOf, slugs } = conversion;
  if (!['user', 'schedule', 'rotation'].includes(target.type)) return [];
  const person = target.type === 'user' ? personOf(target.id) : null;
  if (person !== null) return [{ person }];
  const slugsHere = target.type === 'schedule' ? slugsOf.get(target.id) : undefined;
  if (slugsHere) return slugsHere.map((schedule) => ({ schedule }));
  const rotation = target.type === 'rotation' ? content.rotations.find(({ id }) => id === target.id) : undefined;
  if (rotation) {
    const slug = slugs('schedule', rotation.id, rotation.name);
    const timeZone = isZone(rotation.timeZone) ? rotation.timeZone : 'UTC';
    const lanes = turnsOf(conversion, rotation, timeZone);
    schedules.set(rotation.id, {
      ...{ slug, name: lineOf(rotation.name, 120, rotation.id), timeZone, team: null, turns: 'restart' },
      ...{
        description: 'A rotation that a policy of GoAlert asked.',
        layers: namedLayers(fitsOneSchedule(lanes) ? lanes : []),
      },
    });
    return [{ schedule: slug }];
  }
  const name = lineOf(target.name, 80, target.id);
  missing.add(`${target.type} ${name}`);
  const placeholder = placeholderOf('GoAlert', slugs, target.type, target.id, name);
  schedules.set(target.id, placeholder);
  return [{ schedule: placeholder.slug }];
}
