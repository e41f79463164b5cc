/** What people write back, and what they are answered. Pure. */
import { joined, singleLine } from '../../../domain/text.ts';
import { momentFor } from '../../../domain/time/moment-for.ts';
import type { PageAction } from '../channels/provider.ts';

export type Command = { action: PageAction; code: number | null };

const actions = new Map<string, PageAction>([
  ...['a', 'ack', 'acknowledge'].map((verb) => [verb, 'acknowledge'] as const),
  ...['e', 'esc', 'escalate'].map((verb) => [verb, 'escalate'] as const),
  ...['n', 'cant', 'decline'].map((verb) => [verb, 'decline'] as const),
  ...['c', 'close', 'r', 'resolve'].map((verb) => [verb, 'resolve'] as const),
]);

/** `3a`, `a 3`, `ack`, `3`: which page and what to do; null for anything else. */
export function commandOf(text: string): Command | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '')
    .replace(/['’]/g, '')
    .slice(0, 40);
  const [, before, verb, after] = /^(\d{1,6})?\s*([a-z]+)?\s*(\d{1,6})?$/.exec(words) ?? [];
  const number = before ?? after;
  if (verb === undefined) return number === undefined ? null : { action: 'acknowledge', code: Number(number) };
  if (before !== undefined && after !== undefined) return null;
  const action = actions.get(verb);
  return action ? { action, code: number === undefined ? null : Number(number) } : null;
}

export const helpWords =
  'Reply with the code and a to acknowledge, n if you can’t, e to escalate or c to resolve, such as 3a.';

const done: Record<PageAction, string> = {
  acknowledge: 'Acknowledged. It is yours',
  escalate: 'Escalated to the next step',
  decline: 'Passed on to the next step',
  resolve: 'Resolved',
};

/** @param others how many more pages the same message told of */
export function doneWords(action: PageAction, title: string, others = 0): string {
  return `${done[action]}: ${title}${others > 0 ? ` and ${others} more` : ''}`;
}

/** Others must acknowledge the page too. */
export function partlyDoneWords(title: string, waitsForNames: string[]): string {
  return `Your acknowledgement counts. Still waiting for ${joined(waitsForNames)}: ${title}`;
}

export type PageState = { state: 'open' | 'acknowledged' | 'resolved'; byName: string | null; title: string };

/** Why an action has nothing to do any more; null when it has. */
export function alreadyWords(action: PageAction, { state, byName, title }: PageState): string | null {
  if (state === 'resolved') return `Already resolved: ${title}`;
  if (state === 'acknowledged' && action !== 'resolve')
    return `Already acknowledged${byName ? ` by ${byName}` : ''}: ${title}`;
  return null;
}

export function unknownWords(publicUrl: string): string {
  return `Evenkeel does not know this account. Add it under your contact methods, then try again: ${publicUrl}/me/contact-methods`;
}

const wished: Record<PageAction, string> = {
  acknowledge: ' and acknowledge',
  escalate: ' and escalate',
  decline: ' and pass the page on',
  resolve: ' and resolve',
};

/** Stands above a link that only its reader has. */
export function linkWords(action: PageAction | null): string {
  return `Evenkeel does not know this account yet. Sign in with this link within 15 minutes to link it${action ? wished[action] : ''}. It works once, and it is only for you:`;
}

type Named = { personName: string | null };
type OnCallLine = {
  scheduleName: string;
  timeZone: string;
  now: Named;
  /** Who is on call at the same time. */
  alsoNow: Named[];
  /** When the next one takes over. */
  until: Date | null;
  next: Named | null;
  alsoNext: Named[];
};

/** Who is on call, a line for each schedule, by the schedule's clock. */
export function onCallWords(schedules: OnCallLine[], { search, isCut }: { search: string; isCut: boolean }): string {
  if (schedules.length === 0) return search ? `No schedule is called “${search}”.` : 'There is no schedule yet.';
  const lines = schedules.map(({ scheduleName, timeZone, now, alsoNow, until, next, alsoNext }) => {
    const end = until === null ? '' : ` until ${momentFor({ timeZone }, until)}`;
    const then = next === null ? '' : `, then ${whoWords([next, ...alsoNext])}`;
    return `${singleLine(scheduleName, 100)}: ${whoWords([now, ...alsoNow])}${end}${then}`;
  });
  return [...lines, ...(isCut ? ['There are more. Add words of a schedule’s name.'] : [])].join('\n');
}

function whoWords(people: readonly Named[]): string {
  return joined(people.map(({ personName }) => singleLine(personName ?? 'nobody', 100)));
}
