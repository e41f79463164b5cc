// Judges how the bodies of this folder are read.

import type { Signal } from '../../src/domain/detect/signal.ts';
import { findSourceType } from '../../src/server/detect/source-types/registry.ts';
import type { Body, Expected } from './bodies/sender.ts';
import { requestOf } from './fixture-files.ts';

export type Verdict = 'right' | 'JOINED' | 'MISSED' | 'FALSE' | 'SEVERITY' | 'TITLE' | 'SPLIT';
export type Judged = { story: string; verdict: Verdict; why: string };

/** The signals of a body at a source of this type. */
export function readBody({ body, contentType = 'application/json', headers = {}, path = '' }: Body, type = 'generic') {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const assignedKey = `assigned-${fresh++}`;
  const result = findSourceType(type)!.parse(requestOf(sent, { contentType, headers, path, assignedKey }), {});
  return result.kind === 'signals' ? result.signals : [];
}
let fresh = 0;

/** A verdict for each message of a story. */
export function judge(story: string, expected: Expected[], type?: string): Judged[] {
  const read = expected.map((one) => readBody(one, type)[0]);
  return expected.map((one, at) => {
    const [verdict, why] = verdictOf(one, at, expected, read);
    return { story: `${story} #${at} ${one.action}`, verdict, why };
  });
}

function verdictOf(one: Expected, at: number, expected: Expected[], read: (Signal | undefined)[]): [Verdict, string] {
  const signal = read[at];
  const shown = signal ? `${signal.action} ${signal.severity} ${signal.dedupKey} | ${signal.title}` : 'nothing';
  if (signal === undefined) return ['MISSED', shown];
  if (one.action === 'trigger' && signal.action !== 'trigger') return ['MISSED', shown];
  if (one.action !== 'trigger' && signal.action === 'trigger') return ['FALSE', shown];
  if (one.action !== signal.action) return [one.action === 'change' ? 'FALSE' : 'SPLIT', shown];
  for (const [other, before] of expected.slice(0, at).entries()) {
    const isSame = read[other]?.dedupKey === signal.dedupKey;
    if (before.condition !== one.condition && isSame) return ['JOINED', `${shown} (as #${other})`];
    if (before.condition === one.condition && !isSame)
      return ['SPLIT', `${shown} (not #${other}: ${read[other]?.dedupKey})`];
  }
  if (one.severity !== undefined && signal.severity !== one.severity) return ['SEVERITY', shown];
  if (one.title.some((words) => !signal.title.toLowerCase().includes(words.toLowerCase()))) return ['TITLE', shown];
  return isName(signal.title) ? ['right', shown] : ['TITLE', shown];
}

/** Whether a title names something: no state, number, id, address or JSON. */
export function isName(title: string): boolean {
  return !(
    /^(\W*|\d+|[\w-]*\d{4,}|[{[]\s*["{[].*|https?:\/\/\S+|[a-z]{2}-[a-z]+-\d|[0-9a-f-]{32,})$/i.test(title) ||
    /^(alert|alarm|problem|recovery|resolved|firing|failed|failure|success|ok|down|up|critical|error|untitled signal|uptime kuma alert)$/i.test(
      title,
    )
  );
}

/** One line for each verdict, with its number. */
export function tallyOf(judged: Judged[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { verdict } of judged) tally[verdict] = (tally[verdict] ?? 0) + 1;
  return tally;
}
