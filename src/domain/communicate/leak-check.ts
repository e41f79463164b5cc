import { findNames, type NameFinder } from '../known-names.ts';
import { internalHosts, promiseOfTime } from './leak-patterns.ts';

export type LeakRule = 'e-mail' | 'address' | 'host' | 'internal-name' | 'person' | 'promise' | 'outage';

export type LeakFinding = {
  /** Offsets into the text, in UTF-16 code units; `end` is exclusive. */
  start: number;
  end: number;
  text: string;
  rule: LeakRule;
  why: string;
};

export type LeakContext = {
  /** What `namesToKeep` made of the names of this installation. */
  names: NameFinder<'person' | 'internal-name'>;
  /** Host names and mail addresses that are fine in public: the status page, the support address. */
  publicNames: readonly string[];
  /** True when everything is down for everybody; only then is it an outage. */
  fullImpact: boolean;
};

/**
 * @param people full and first names of colleagues
 * @param internal slugs of services, teams and the like that customers do not know
 */
export function namesToKeep(people: readonly string[], internal: readonly string[]): LeakContext['names'] {
  return findNames([
    { kind: 'person', names: people },
    { kind: 'internal-name', names: internal },
  ]);
}

const reasons: Record<LeakRule, string> = {
  'e-mail': 'An e-mail address reveals who works here. Use the public support address.',
  address: 'A network address reveals where our servers are.',
  host: 'A host name reveals our internal systems. Name the component customers know.',
  'internal-name': 'Customers do not know this name. Use the name on the status page.',
  person: 'Do not name colleagues in public.',
  promise: 'Promise the next update, never a fix.',
  outage: 'Say “outage” only when everything is down; otherwise say what customers notice.',
};

const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const ipv4 = /(?<![\p{L}\p{N}.])(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}]|\.\d)/gu;
const ipv6 = /(?<![\p{L}\p{N}:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\p{L}\p{N}:])/giu;
const outage = /(?<![\p{L}\p{N}])outages?(?![\p{L}\p{N}])/giu;

/** Times such as 14:02:10 have the same shape. */
function looksLikeIpv6(text: string): boolean {
  const groups = text.split(':').filter((group) => group !== '').length;
  return text.includes('::') ? groups > 0 : groups === 8;
}

/**
 * Reads a text meant for the public and points at what does not belong there. Pure and deterministic: the same text and
 * context give the same findings, in order of place, without overlaps. It warns; people decide.
 */
export function checkForLeaks(text: string, context: LeakContext): LeakFinding[] {
  const found: LeakFinding[] = [];
  const open = new Set(context.publicNames.map((name) => name.toLowerCase()));
  const isPublic = (word: string) => open.has(word.toLowerCase());
  const collect = (pattern: RegExp, rule: LeakRule) => {
    for (const match of text.matchAll(pattern)) {
      if (match[0] === '' || isPublic(match[0])) continue;
      if (pattern === ipv6 && !looksLikeIpv6(match[0])) continue;
      found.push({ start: match.index, end: match.index + match[0].length, text: match[0], rule, why: reasons[rule] });
    }
  };
  collect(email, 'e-mail');
  collect(ipv4, 'address');
  collect(ipv6, 'address');
  for (const pattern of internalHosts) collect(pattern, 'host');
  for (const { start, end, kind } of context.names(text)) {
    const name = text.slice(start, end);
    if (!isPublic(name)) found.push({ start, end, text: name, rule: kind, why: reasons[kind] });
  }
  for (const { start, end } of promiseOfTime(text)) {
    found.push({ start, end, text: text.slice(start, end), rule: 'promise', why: reasons.promise });
  }
  if (!context.fullImpact) collect(outage, 'outage');
  return withoutOverlaps(found);
}

function withoutOverlaps(findings: LeakFinding[]): LeakFinding[] {
  const ordered = [...findings].sort((left, right) => left.start - right.start || right.end - left.end);
  const kept: LeakFinding[] = [];
  for (const finding of ordered) {
    const last = kept.at(-1);
    if (!last || finding.start >= last.end) kept.push(finding);
  }
  return kept;
}
