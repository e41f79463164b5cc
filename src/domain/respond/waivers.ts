/** What is said where somebody goes on without a certificate that the organisation asks for, and where they may not. */
import type { WaiverGround } from '../../contract/respond/waiver.ts';
import { severityLabel } from '../severity.ts';

export type Missing = {
  courseKey: string;
  courseTitle: string;
  /** Where to get help, in the words of the organisation. */
  note: string;
  /** Who does not hold the certificate. */
  people: { id: number; name: string }[];
  /** Who holds it and could do it instead right now. */
  able: { id: number; name: string }[];
};

export type Waiver = { ground: WaiverGround; reason: string; missing: Missing | null };

/** One sentence: what is missing, where to get it, and the ways to go on. */
export function refusalOf(what: string, { courseTitle, people, able }: Missing): string {
  const holds = people.length === 1 ? 'does not hold' : 'do not hold';
  const instead = able.length === 0 ? '' : `, choose ${anyOf(able)}`;
  return `${what} needs the certificate “${courseTitle}”, which ${allOf(people)} ${holds}: pass the course under Training${instead}, or go on with a reason.`;
}

/** What is asked for, as `refusalOf` takes it, and as `waiverText` does. */
export const commandOf = (severity: number) => ({
  asked: `Command of a ${severityLabel(severity)}`,
  done: `given command of a ${severityLabel(severity)}`,
});
export const leftInCommandOf = (severity: number) => `left in command of what is now a ${severityLabel(severity)}`;
export const onCallOn = (scheduleName: string) => ({
  asked: `Being on call on ${scheduleName}`,
  done: `put on call on ${scheduleName}`,
});

/** As the timeline and the notices tell it. */
export function waiverText(done: string, { ground, reason, missing }: Waiver): string {
  if (missing === null)
    return `Whether somebody ${done} holds a certificate could not be checked, so nothing was refused${reason === '' ? '' : ` (${reason})`}`;
  const { courseTitle, people } = missing;
  const without = `Without the certificate “${courseTitle}”, ${allOf(people)} ${people.length === 1 ? 'was' : 'were'} ${done}`;
  return ground === 'reason' ? `${without}: ${reason}` : `${without}: nobody else who holds it can be reached`;
}

const allOf = (people: Missing['people']) => some(people, 'and');
const anyOf = (people: Missing['people']) => some(people, 'or');

function some(people: Missing['people'], word: string): string {
  const names = people.map(({ name }) => name);
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} ${word} ${names.length - 2} others`;
  return names.length < 2 ? (names[0] ?? 'somebody') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
