import type { EscalationLadder, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { effectiveRules } from './ask.ts';
import type { ContactRule, Reachability } from './page.ts';

/** What is known about the people behind a policy when it is checked. */
export type PolicyFacts = {
  /** Everybody a target may come to stand for: for a schedule, whoever is on call in the coming weeks. */
  peopleOnTarget(target: EscalationTarget): readonly number[];
  /** How to reach a person for a high-urgency page. */
  reachabilityOf(personId: number): Reachability;
  /** False for a contact method by which nothing can be sent here. */
  works(rule: ContactRule): boolean;
};

/** Why a policy may fail somebody. Positions are indexes; delays are seconds. */
export type PolicyWarning =
  | { code: 'step_empty'; stepIndex: number }
  | { code: 'step_only_rooms' | 'step_only_webhooks'; stepIndex: number }
  | { code: 'person_unreachable'; stepIndex: number; personId: number }
  | {
      code: 'rule_unreachable';
      stepIndex: number;
      personId: number;
      ruleIndex: number;
      ruleDelaySeconds: number;
      stepDelaySeconds: number;
    }
  | { code: 'single_person'; personId: number }
  | { code: 'no_catch_all' }
  | { code: 'catch_all_empty' };

/**
 * Weak spots of one ladder of a policy, in the order of its steps:
 * a step that stands for nobody or only posts to chat rooms or calls webhooks, a person without a contact method that works, a personal rule that comes only when the step's
 * time is up, a whole ladder that rests on one person, a missing or empty catch-all.
 */
export function lintPolicy(definition: EscalationLadder, facts: PolicyFacts): PolicyWarning[] {
  const warnings: PolicyWarning[] = [];
  const everybody = new Set<number>();
  definition.steps.forEach((step, stepIndex) => {
    const people = new Set(step.targets.flatMap((target) => facts.peopleOnTarget(target)));
    if (step.targets.length === 0)
      warnings.push({ code: step.chatRooms ? 'step_only_rooms' : 'step_only_webhooks', stepIndex });
    else if (people.size === 0) warnings.push({ code: 'step_empty', stepIndex });
    for (const personId of people) {
      everybody.add(personId);
      warnings.push(...lintPerson(personId, stepIndex, step.delaySeconds, facts));
    }
  });
  const catchAllPeople = definition.catchAll ? facts.peopleOnTarget(definition.catchAll) : [];
  for (const personId of catchAllPeople) everybody.add(personId);
  if (everybody.size === 1) warnings.push({ code: 'single_person', personId: [...everybody][0]! });
  if (!definition.catchAll) warnings.push({ code: 'no_catch_all' });
  else if (!catchAllPeople.some((personId) => effectiveRules(facts.reachabilityOf(personId)).some(facts.works)))
    warnings.push({ code: 'catch_all_empty' });
  return warnings;
}

function lintPerson(
  personId: number,
  stepIndex: number,
  stepDelaySeconds: number,
  { reachabilityOf, works }: PolicyFacts,
): PolicyWarning[] {
  const rules = effectiveRules(reachabilityOf(personId));
  if (!rules.some(works)) return [{ code: 'person_unreachable', stepIndex, personId }];
  return rules.flatMap(({ delaySeconds }, ruleIndex): PolicyWarning[] =>
    delaySeconds > 0 && delaySeconds >= stepDelaySeconds
      ? [
          {
            code: 'rule_unreachable',
            stepIndex,
            personId,
            ruleIndex,
            ruleDelaySeconds: delaySeconds,
            stepDelaySeconds,
          },
        ]
      : [],
  );
}
