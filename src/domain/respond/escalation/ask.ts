import type { EscalationStep, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { ContactRule, PageDecision, PageSnapshot, Reachability, World } from './page.ts';

/** What asking some targets comes to: the part of a decision that one step contributes. */
export type Asked = Omit<PageDecision, 'next' | 'wait' | 'posts' | 'calls'> & {
  /** Everybody whom the targets stand for has acknowledged already, and nobody of them has declined. */
  isAnswered: boolean;
};

type Place = { stepIndex: number; round: number };
type Asking = { targets: readonly EscalationTarget[]; notifies?: EscalationStep['notifies'] };

/**
 * Asks whom `targets` stand for, each person once however many targets name them: all of them, or the one whose turn it
 * is. `stepIndex` and `round` are stamped on what comes out.
 */
export function ask(
  { targets, notifies }: Asking,
  { stepIndex, round }: Place,
  page: Pick<PageSnapshot, 'turns' | 'acknowledgedBy' | 'declinedBy'>,
  world: World,
): Asked {
  const asked: Asked = {
    notifications: [],
    unreachable: [],
    emptyTargets: [],
    turns: [],
    problems: [],
    isAnswered: false,
  };
  const people = new Set<number>();
  let isDeclined = false;
  for (const target of targets) {
    const everybody = world.peopleOnTarget(target);
    const personIds = everybody.filter((personId) => !page.declinedBy.has(personId));
    isDeclined ||= personIds.length < everybody.length;
    if (personIds.length === 0) asked.emptyTargets.push({ stepIndex, round, target });
    for (const personId of personIds) people.add(personId);
  }
  if (people.size === 0) asked.problems.push({ code: 'step_empty', stepIndex, round });
  const unanswered = [...people].filter((personId) => !page.acknowledgedBy.has(personId));
  asked.isAnswered = people.size > 0 && unanswered.length === 0 && !isDeclined;
  const rulesOf = (personId: number) => effectiveRules(world.reachabilityOf(personId));
  const turn =
    notifies === 'roundRobin'
      ? takeTurn(unanswered, page.turns.get(stepIndex) ?? null, (personId) => rulesOf(personId).length > 0)
      : null;
  if (turn) asked.turns.push({ ...turn, stepIndex, round });
  for (const personId of turn ? [turn.personId] : unanswered) {
    const rules = rulesOf(personId);
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
 * The person after `last` who can be reached, in the order of ids, beginning again after the highest one: whoever
 * leaves or joins moves nobody else's turn. Null when nobody can be reached.
 */
export function takeTurn(
  personIds: readonly number[],
  last: number | null,
  isReachable: (personId: number) => boolean,
) {
  const inOrder = [...new Set(personIds)].sort((one, other) => one - other);
  const reachable = inOrder.filter(isReachable);
  const personId = reachable.find((each) => last !== null && each > last) ?? reachable[0];
  if (personId === undefined) return null;
  const skipped = inOrder.filter((each) => !reachable.includes(each));
  return { personId, ofCount: reachable.length, skipped };
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
