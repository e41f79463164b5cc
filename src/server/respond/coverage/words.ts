/** Coverage in sentences for people, each with the screen where it is mended. */
import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { CoverageGap, Unreached } from '../../../domain/respond/coverage/policy-coverage.ts';
import { joined } from '../../../domain/text.ts';
import type { Facts } from './facts.ts';

export type Mend = { text: string; path: string };

type Names = Pick<Facts, 'nameOfPerson' | 'nameOfTarget' | 'unservedOf'>;

/** Why a policy reaches nobody, as the rest of a sentence after a colon. */
export function whyUnreached({ emptyTargets, unreachable }: Unreached, names: Names): string {
  const parts = [
    ...emptyTargets.slice(0, 3).map((target) => emptyWords(target, names)),
    ...unreachable.slice(0, 3).map((personId) => unreachableWords(personId, names)),
  ];
  const more = emptyTargets.length + unreachable.length - parts.length;
  if (parts.length === 0) return 'it notifies nobody';
  return joined(more > 0 ? [...parts, `${more} more`] : parts);
}

function emptyWords(target: EscalationTarget, { nameOfTarget }: Names): string {
  const name = nameOfTarget(target);
  switch (target.kind) {
    case 'person':
      return `${name} is disabled`;
    case 'team':
      return `the team ${name} has no active member`;
    case 'schedule':
      return `nobody is on call on ${name}`;
  }
}

function unreachableWords(personId: number, { nameOfPerson, unservedOf }: Names): string {
  const name = nameOfPerson(personId);
  const [unserved] = unservedOf(personId);
  return `${name} ${unserved?.why ?? 'has no verified contact method'}`;
}

/** Where the first cause of a gap is mended. */
export function mendUnreached({ emptyTargets, unreachable }: Unreached, policyId: number | null, names: Names): Mend {
  const [person] = unreachable;
  if (person !== undefined) {
    const [unserved] = names.unservedOf(person);
    return unserved
      ? { text: unserved.mend, path: unserved.path ?? `/people/${person}` }
      : { text: `Have ${names.nameOfPerson(person)} add and verify a contact method.`, path: `/people/${person}` };
  }
  const schedule = emptyTargets.find(({ kind }) => kind === 'schedule');
  if (schedule)
    return {
      text: 'Put somebody on call, or add a catch-all to the policy.',
      path: `/oncall/schedules/${schedule.id}`,
    };
  if (policyId === null) return { text: 'Make somebody an admin.', path: '/people' };
  return { text: 'Add somebody to the policy who can be reached.', path: `/escalation-policies/${policyId}/edit` };
}

/** The time of a gap; minutes are enough. */
export function gapWords({ startsAt, endsAt }: Pick<CoverageGap, 'startsAt' | 'endsAt'>): string {
  const text = (at: CoverageGap['startsAt']) => `${at.toString().slice(0, 10)} ${at.toString().slice(11, 16)}`;
  return `from ${text(startsAt)} to ${text(endsAt)} UTC`;
}

/** `Ada, Bo and 3 others`. */
export function peopleWords(names: string[]): string {
  return names.length <= 3 ? joined(names) : `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
}
