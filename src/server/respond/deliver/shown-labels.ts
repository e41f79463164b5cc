import { singleLine } from '../../../domain/text.ts';

/** `name` and `value` of what an alert is labelled with. */
export type Label = { name: string; value: string };

const mostLabels = 30;
const secretNames =
  /passw|secret|token|credential|authori[sz]ation|cookie|session|(api|access|private|signing)[_.-]?key/i;
const secretValues =
  /^(bearer|basic)\s|\b(gh[pousr]_|github_pat_|xox[abprs]-|sk_live_|glpat-|AKIA|ASIA|whsec_)|-----BEGIN|\beyJ[\w-]{10,}\.eyJ/i;

/** Of an alert, those that its source names for messages, in that order; all where it names none. */
export function chosenLabels(labels: Record<string, string>, names: readonly string[] | null): Record<string, string> {
  if (names === null) return labels;
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(labels, name) ? [[name, labels[name]!]] : [])));
}

/**
 * The labels that all of these alerts have, as they may leave this installation in a message: without what looks like
 * a secret, and without those that are for machines only (`__name__`, `evenkeel_test`).
 */
export function shownLabels(alerts: readonly Record<string, string>[]): Label[] {
  const [first, ...others] = alerts;
  if (!first) return [];
  return Object.entries(first)
    .filter(([name, value]) => others.every((labels) => labels[name] === value))
    .filter(([name, value]) => value !== '' && !name.startsWith('__') && name !== 'evenkeel_test')
    .filter(([name, value]) => !secretNames.test(name) && !secretValues.test(value))
    .slice(0, mostLabels)
    .map(([name, value]) => ({ name: singleLine(name, 100), value: singleLine(withoutUserInfo(value), 300) }));
}

/** A web address without the password that somebody left in it; null for what is no web address. */
export function shownLink(href: string): string | null {
  const parts = /^(https?:\/\/)(?:[^\s/?#\\]*@)?([^\s/?#\\@]+)(.*)$/is.exec(href);
  return parts && `${parts[1]}${parts[2]}${parts[3]}`;
}

function withoutUserInfo(value: string): string {
  return value.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, '$1');
}
