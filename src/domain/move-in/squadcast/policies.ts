import type { SquadcastEntity, SquadcastPolicy, SquadcastRule } from '../../../contract/move-in/squadcast.ts';
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
import type { Conversion } from './conversion.ts';

const longestFirstDelaySeconds = 1_800;

type Asked = { minute: number; targets: Target[]; inTurn: boolean };

/** A policy for each escalation policy, with an empty schedule in the place of everything that it asks and the export lacks. */
export function convertPolicies(conversion: Conversion, slugsOf: ScheduleSlugs) {
  const { content, findings, slugs, teamOf } = conversion;
  const policies: MovedPolicy[] = [];
  const placeholders = new Map<string, MovedSchedule>();
  const policyOf = new Map<string, string>();
  for (const policy of content.escalation_policies) {
    const source = sourceOf('escalation policy', policy);
    findings.seen(source);
    const missing = new Set<string>();
    const asked = policy.rules.flatMap((rule) =>
      askedBy(conversion, policy, rule, (entity) => targetsOf(conversion, entity, slugsOf, placeholders, missing)),
    );
    const ladder = ladderOf(conversion, policy, merged(asked));
    if (ladder === null) {
      findings.impossible(source, 'It notifies nobody.');
      continue;
    }
    const lacks = missing.size === 0 ? '' : `Missing from the export: ${[...missing].join(', ')}.`;
    if (lacks !== '') findings.impossible(source, `${lacks} An empty schedule stands in its place.`);
    const slug = slugs('escalationPolicy', policy.id, policy.name);
    policyOf.set(policy.id, slug);
    policies.push({
      ...{ slug, name: lineOf(policy.name, 120, policy.id), team: teamOf(policy.owner?.id) },
      description: [lineOf(policy.description, 1_000, ''), lacks].filter((text) => text !== '').join('\n\n'),
      ...{ branches: [], workingHours: null },
      ...ladder,
    });
  }
  return { policies, placeholders, policyOf };
}

/** When a rule asks whom, counted from the beginning of the incident, as often as it repeats itself. */
function askedBy(
  { content, findings }: Conversion,
  policy: SquadcastPolicy,
  rule: SquadcastRule,
  targetsFor: (entity: SquadcastEntity) => Target[],
): Asked[] {
  const source = sourceOf('escalation policy', policy);
  const targets = rule.entities.flatMap(targetsFor);
  if (targets.length === 0) return [];
  if (rule.via?.length) findings.reshaped(source, 'It says by which channels; here the rules of each person do.');
  const inTurn = rule.roundrobin_enabled === true && rule.entities.length > 1;
  if (inTurn && rule.entities.some(({ type }) => type === 'squad' || type === 'team'))
    findings.changed(source, 'It asks squads in turn; here the people of all of them are asked in turn.');
  const isCalled = (entity: SquadcastEntity) => {
    const schedule = content.schedules.find(({ id }) => entity.type.startsWith('schedule') && id === entity.id);
    return (schedule?.rotations.length ?? 0) > 0;
  };
  if (inTurn && rule.entities.some(isCalled))
    findings.changed(source, 'It asks schedules in turn; here everybody who is on call on them is asked in turn.');
  if (inTurn && rule.escalate_within_roundrobin) {
    findings.changed(source, 'It goes on to the next of the ring by itself; here the next step does.');
    return [{ minute: rule.escalationTime, targets, inTurn }];
  }
  const times = rule.repeat_after ? (rule.repetition ?? 0) : 0;
  return Array.from({ length: times + 1 }, (_, time) => ({
    minute: rule.escalationTime + time * (rule.repeat_after ?? 0),
    ...{ targets, inTurn },
  }));
}

/** In the order of time; whoever is asked at the same time is asked by one step, but for those in turn. */
function merged(asked: readonly Asked[]): Asked[] {
  const found: Asked[] = [];
  for (const { minute, targets, inTurn } of asked.toSorted((one, other) => one.minute - other.minute)) {
    const same = found.find((each) => each.minute === minute && !each.inTurn && !inTurn);
    if (same) same.targets = [...same.targets, ...targets];
    else found.push({ minute, targets, inTurn });
  }
  return found;
}

function ladderOf(
  { findings }: Conversion,
  policy: SquadcastPolicy,
  asked: readonly Asked[],
): Pick<MovedPolicy, 'steps' | 'repeat' | 'firstPageDelay'> | null {
  const source = sourceOf('escalation policy', policy);
  const kept = asked.slice(0, mostSteps);
  const [first, last] = [kept[0], kept.at(-1)];
  if (!first || !last) return null;
  if (asked.length > mostSteps)
    findings.impossible(source, `It has more than ${mostSteps} steps: the later ones are left out.`);
  const firstDelaySeconds = Math.round(first.minute * 60);
  if (firstDelaySeconds > longestFirstDelaySeconds)
    findings.changed(source, 'It waits before its first rule; here the first step is asked at once.');
  else if (firstDelaySeconds > 0)
    findings.changed(source, 'It waits before its first rule; here SEV1 pages at once, everything else waits as long.');
  const repeat = Math.min(policy.repetition ?? 0, mostRepeats);
  const between = Math.round((policy.repeat_after ?? 0) * 60) + firstDelaySeconds;
  const steps = kept.map(({ minute, targets, inTurn }, place): Step => {
    const next = kept[place + 1];
    const delay = next ? Math.round((next.minute - minute) * 60) : repeat > 0 ? between : lastDelaySeconds;
    if (delay > longestDelaySeconds) findings.changed(source, 'A step waits at most a week here.');
    return {
      delaySeconds: Math.min(delay, longestDelaySeconds),
      ...{ targets: uniqueTargets(targets), ifEmpty: 'wait' },
      ...(inTurn && { notifies: 'roundRobin' }),
    };
  });
  const waits = firstDelaySeconds > 0 && firstDelaySeconds <= longestFirstDelaySeconds;
  return { steps, repeat, firstPageDelay: waits ? { seconds: firstDelaySeconds, fromSeverity: 2 } : null };
}

function targetsOf(
  { personOf, slugs, teamOf }: Conversion,
  { id, type, name: given }: SquadcastEntity,
  slugsOf: ScheduleSlugs,
  placeholders: Map<string, MovedSchedule>,
  missing: Set<string>,
): Target[] {
  const [person, team] = [
    type === 'user' ? personOf(id) : null,
    type === 'squad' || type === 'team' ? teamOf(id) : null,
  ];
  if (person !== null) return [{ person }];
  if (team !== null) return [{ team }];
  const made = type === 'schedule' || type === 'schedulev2' ? slugsOf.get(id) : undefined;
  if (made) return made.map((schedule) => ({ schedule }));
  const [kind, name] = [type === 'schedulev2' ? 'schedule' : type, lineOf(given, 80, id || 'unnamed')];
  missing.add(`${kind} ${name}`);
  const placeholder = placeholderOf('Squadcast', slugs, kind, id, name);
  placeholders.set(id, placeholder);
  return [{ schedule: placeholder.slug }];
}
