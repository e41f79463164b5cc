/** The certificates of a team: who holds what, and what is missing, in words. Instants in epoch milliseconds. */
import type { TeamSkills } from '../../../contract/program/skills.ts';
import { type CertificateState, stateUntil } from '../training.ts';

export type TeamFacts = {
  teamName: string;
  people: readonly {
    personId: number;
    personName: string;
    isMember: boolean;
    isOnCall: boolean;
    certificates: readonly { courseKey: string; expiresAt: number }[];
  }[];
};

export type NeededCourses = { command: string; onCall: string };

type Skills = Pick<TeamSkills, 'summary' | 'onCall' | 'commanders' | 'gaps' | 'courses'>;

/** `titleOf` names a course by its key. */
export function skillsOf(
  { teamName, people }: TeamFacts,
  needed: NeededCourses,
  titleOf: (key: string) => string,
  now: number,
): Skills {
  const stateOf = (person: TeamFacts['people'][number], key: string): CertificateState | null => {
    const found = person.certificates.find(({ courseKey }) => courseKey === key);
    return found ? stateUntil(found.expiresAt, now) : null;
  };
  const holds = (person: TeamFacts['people'][number], key: string) =>
    ['valid', 'expires-soon'].includes(stateOf(person, key) ?? '');
  const onCall = people.filter(({ isOnCall }) => isOnCall);
  const lacking = onCall.filter((person) => !holds(person, needed.onCall));
  const commanders = people.filter((person) => holds(person, needed.command));
  const certified = onCall.length - lacking.length;
  const expiring = people.flatMap((person) =>
    [...new Set([needed.onCall, needed.command])]
      .filter((key) => stateOf(person, key) === 'expires-soon')
      .map((key) => ({ person, title: titleOf(key) })),
  );
  const ratio =
    onCall.length === 0
      ? 'nobody is on call'
      : `${certified} of ${onCall.length} on call ${certified === 1 ? 'holds' : 'hold'} ${titleOf(needed.onCall)}`;
  const commanderWords =
    commanders.length === 0
      ? 'no certified commander'
      : `${commanders.length} certified ${commanders.length === 1 ? 'commander' : 'commanders'}`;
  const gaps: Skills['gaps'] = [];
  if (lacking.length > 0) {
    const named = lacking.map((person) =>
      stateOf(person, needed.onCall) === 'expired' ? `${person.personName} (expired)` : person.personName,
    );
    const text = `On call without ${titleOf(needed.onCall)}: ${listed(named)}`;
    gaps.push({ key: 'on-call', text, personIds: idsOf(lacking) });
  }
  if (people.length > 0 && commanders.length === 0)
    gaps.push({ key: 'commander', text: `Nobody here holds ${titleOf(needed.command)}`, personIds: [] });
  if (expiring.length > 0) {
    const text = `Expires within 30 days: ${listed(expiring.map(({ person, title }) => `${person.personName} (${title})`))}`;
    const personIds = [...new Set(expiring.map(({ person }) => person.personId))];
    gaps.push({ key: 'expiring', text, personIds });
  }
  return {
    summary: `${teamName}: ${ratio}; ${commanderWords}`,
    onCall: { people: onCall.length, certified },
    commanders: commanders.length,
    gaps,
    courses: coursesOf(people, needed, titleOf),
  };
}

function coursesOf(people: TeamFacts['people'], needed: NeededCourses, titleOf: (key: string) => string) {
  const passed = people.flatMap(({ certificates }) => certificates.map(({ courseKey }) => courseKey));
  const rest = [...new Set(passed)].filter((key) => key !== needed.command && key !== needed.onCall);
  const byTitle = rest.sort((one, other) => (titleOf(one) < titleOf(other) ? -1 : 1));
  const keys = [...new Set([needed.onCall, needed.command]), ...byTitle];
  const isShared = (title: string) => keys.filter((key) => titleOf(key) === title).length > 1;
  return keys.map((key) => ({
    ...{ key, title: isShared(titleOf(key)) ? `${titleOf(key)} (${key})` : titleOf(key) },
    isFor: [
      ...(key === needed.onCall ? (['on-call'] as const) : []),
      ...(key === needed.command ? (['command'] as const) : []),
    ],
  }));
}

const idsOf = (people: TeamFacts['people']) => people.map(({ personId }) => personId);

/** So many names; the rest is counted. */
const mostNames = 5;

function listed(names: string[]): string {
  if (names.length <= mostNames) return names.join(', ');
  return `${names.slice(0, mostNames - 1).join(', ')} and ${names.length - mostNames + 1} others`;
}
