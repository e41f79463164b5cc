/**
 * Matchers of Alertmanager as conditions. Of regular expressions only those are taken that say words, any text and
 * alternatives of these: conditions are no expressions, and a key must not be able to make one that hangs.
 */
import { type Condition, conditionHolds } from '../../../../domain/detect/condition.ts';

export type Matcher = { name: string; value: string; isRegex: boolean; isEqual: boolean };

/** Null for a matcher that cannot be said as a condition. */
export function conditionOf({ name, value, isRegex, isEqual }: Matcher): Condition | null {
  const label = name;
  if (!isRegex) {
    // For Alertmanager a label that is empty and one that is missing are the same.
    if (value === '') return { label, operator: isEqual ? 'missing' : 'exists' };
    return { label, operator: isEqual ? 'equals' : 'not-equals', value };
  }
  const globs = globsOf(value);
  if (globs === null) return null;
  const words = globs.filter((glob) => !glob.includes('*'));
  if (!isEqual)
    return globs.length === 1 && words.length === 1 ? { label, operator: 'not-equals', value: words[0]! } : null;
  if (words.length === globs.length) return { label, operator: 'in', value: words };
  return globs.length === 1 ? { label, operator: 'matches-glob', value: globs[0]! } : null;
}

/** A condition as the matcher that it was made of, or one that means the same; null for any other condition. */
export function matcherOf(condition: Condition): Matcher | null {
  if (!('label' in condition)) return null;
  const { label: name, operator, value } = condition;
  const one = typeof value === 'string' ? value : '';
  switch (operator) {
    case 'equals':
    case 'not-equals':
      return { name, value: one, isRegex: false, isEqual: operator === 'equals' };
    case 'missing':
    case 'exists':
      return { name, value: '', isRegex: false, isEqual: operator === 'missing' };
    case 'in':
      return { name, value: [value ?? []].flat().map(escaped).join('|'), isRegex: true, isEqual: true };
    case 'matches-glob':
      return { name, value: one.split('*').map(escaped).join('.*'), isRegex: true, isEqual: true };
    default:
      return null;
  }
}

/** `name="value"`, `name!=value`, `name=~"a|b.*"`, as a client puts it into an address. */
export function readMatcher(text: string): Matcher | null {
  const found = /^\s*"?([^"=!~\s]{1,200})"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.){0,2000})"|([^"]{0,2000}))\s*$/s.exec(
    text,
  );
  if (!found) return null;
  const [, name = '', operator = '', quoted, plain = ''] = found;
  const value = quoted === undefined ? plain.trim() : quoted.replaceAll(/\\(.)/gs, '$1');
  return { name, value, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') };
}

/** Whether labels fit a matcher; null when the matcher is not understood. */
export function matches(matcher: Matcher, labels: Record<string, string>): boolean | null {
  const subject = { title: '', severity: null, source: '', service: null, labels };
  const condition = conditionOf(matcher);
  if (condition) return conditionHolds(condition, subject);
  const globs = matcher.isRegex ? globsOf(matcher.value) : null;
  if (globs === null) return null;
  const any = globs.some((value) => conditionHolds({ label: matcher.name, operator: 'matches-glob', value }, subject));
  return any === matcher.isEqual;
}

/** The alternatives of an expression, `*` for any text; null when it says more than that. */
function globsOf(expression: string): string[] | null {
  const inside = /^\^?\(?(?:\?:)?([^()]*?)\)?\$?$/s.exec(expression)?.[1];
  if (inside === undefined) return null;
  const globs = inside.split('|').map(globOf);
  // Any text at all would also be said of alerts without the label, which no condition says.
  return globs.every((glob) => glob !== null && glob !== '' && glob !== '*') ? (globs as string[]) : null;
}

function globOf(part: string): string | null {
  let glob = '';
  for (let at = 0; at < part.length; at += 1) {
    const char = part[at]!;
    if (char === '\\' && /[^\w\s*]/.test(part[at + 1] ?? '')) {
      glob += part[at + 1];
      at += 1;
    } else if (char === '.' && part[at + 1] === '*') {
      glob += '*';
      at += 1;
    } else if (/[\\^$.*+?()[\]{}]/.test(char)) return null;
    else glob += char;
  }
  return glob;
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
