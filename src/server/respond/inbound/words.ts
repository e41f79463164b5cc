/** What people write back, and what they are answered. Pure. */
import type { PageAction } from '../channels/provider.ts';

export type Command = { action: PageAction; code: number | null };

const actions = new Map<string, PageAction>([
  ...['a', 'ack', 'acknowledge'].map((verb) => [verb, 'acknowledge'] as const),
  ...['e', 'esc', 'escalate'].map((verb) => [verb, 'escalate'] as const),
  ...['c', 'close', 'r', 'resolve'].map((verb) => [verb, 'resolve'] as const),
]);

/** `3a`, `a 3`, `ack`, `3`: which page and what to do; null for anything else. */
export function commandOf(text: string): Command | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '')
    .slice(0, 40);
  const [, before, verb, after] = /^(\d{1,6})?\s*([a-z]+)?\s*(\d{1,6})?$/.exec(words) ?? [];
  const number = before ?? after;
  if (verb === undefined) return number === undefined ? null : { action: 'acknowledge', code: Number(number) };
  if (before !== undefined && after !== undefined) return null;
  const action = actions.get(verb);
  return action ? { action, code: number === undefined ? null : Number(number) } : null;
}

export const helpWords = 'Reply with the code and a to acknowledge, e to escalate or c to resolve, such as 3a.';

const done: Record<PageAction, string> = {
  acknowledge: 'Acknowledged. It is yours',
  escalate: 'Escalated to the next step',
  resolve: 'Resolved',
};

/** @param others how many more pages the same message told of */
export function doneWords(action: PageAction, title: string, others = 0): string {
  return `${done[action]}: ${title}${others > 0 ? ` and ${others} more` : ''}`;
}

export type PageState = { state: 'open' | 'acknowledged' | 'resolved'; byName: string | null; title: string };

/** Why an action has nothing to do any more; null when it has. */
export function alreadyWords(action: PageAction, { state, byName, title }: PageState): string | null {
  if (state === 'resolved') return `Already resolved: ${title}`;
  if (state === 'acknowledged' && action !== 'resolve')
    return `Already acknowledged${byName ? ` by ${byName}` : ''}: ${title}`;
  return null;
}
