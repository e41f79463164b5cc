import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { ContactRule, PageDecision, Reachability, World } from './page.ts';

/** What asking some targets comes to: the part of a decision that one step contributes. */
export type Asked = Omit<PageDecision, 'next'>;

/**
 * Asks everybody whom `targets` stand for, each person once however many targets name them.
 * `stepIndex` and `round` are stamped on what comes out.
 */
export function ask(targets: readonly EscalationTarget[], stepIndex: number, round: number, world: World): Asked {
  const asked: Asked = { notifications: [], unreachable: [], emptyTargets: [], problems: [] };
  const people = new Set<number>();
  for (const target of targets) {
    const personIds = world.peopleOnTarget(target);
    if (personIds.length === 0) asked.emptyTargets.push({ stepIndex, round, target });
    for (const personId of personIds) people.add(personId);
  }
  if (people.size === 0) asked.problems.push({ code: 'step_empty', stepIndex, round });
  for (const personId of people) {
    const rules = effectiveRules(world.reachabilityOf(personId));
    if (rules.length === 0) {
      asked.unreachable.push({ personId, reason: 'no_contact_method' });
      asked.problems.push({ code: 'person_unreachable', stepIndex, round, personId });
    }
    rules.forEach((rule, ruleIndex) => {
      asked.notifications.push({ ...rule, personId, stepIndex, round, ruleIndex });
    });
  }
  return asked;
}

/**
 * The rules a page follows for a person. Without rules of their own for the urgency every method is used at once:
 * better too loud than not at all. A rule that repeats an earlier one to the second is dropped.
 */
export function effectiveRules({ rules, methods }: Reachability): ContactRule[] {
  const wanted = rules.length > 0 ? rules : methods.map((method) => ({ ...method, delaySeconds: 0 }));
  const seen = new Set<string>();
  return wanted.flatMap(({ contactMethodId, channel, delaySeconds }) => {
    const identity = `${contactMethodId}@${delaySeconds}`;
    if (seen.has(identity)) return [];
    seen.add(identity);
    return [{ contactMethodId, channel, delaySeconds }];
  });
}
