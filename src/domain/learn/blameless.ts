import { findNames } from '../known-names.ts';
import { type BlamelessRuleKey, blamelessRules, faultVerbs } from './blameless-rules.ts';
import { maskQuoted, type Stretch, sectionsNamed } from './markdown-mask.ts';

export type BlamelessFinding = {
  /** Offsets into the Markdown in UTF-16 code units; `end` is exclusive. */
  start: number;
  end: number;
  text: string;
  rule: BlamelessRuleKey;
  why: string;
  suggestions: readonly string[];
};

export type BlamelessOptions = {
  /** Names of colleagues; a name followed by a fault is marked, a name alone is not. */
  peopleNames: readonly string[];
  /** True when everything was down for everybody: then “outage” is the right word. */
  fullImpact: boolean;
};

const timelineHeadings = /\b(?:timeline|what happened|chronology)\b/i;

/** Things that may fail to do something without anybody being blamed. */
const machines =
  /\b(?:services?|servers?|jobs?|pods?|containers?|databases?|requests?|deploy(?:s|ments?)?|checks?|checkout|nodes?|quer(?:y|ies)|queues?|disks?|probes?|alerts?|process(?:es)?|builds?|scripts?|pages?|cache|caches|replicas?|primary|secondary|connections?|clients?|migrations?|backups?|pipelines?|tests?|monitors?|systems?|load balancers?|certificates?|workers?|threads?|transactions?|payments?|logins?|orders?|uploads?|writes?|reads?|retries|webhooks?|notifications?|calls?|it|that|which|api|dns|vm|host|hosts|machine|machines|instance|instances|cluster|clusters|application|app|component|components|failover|restart|rollback|healthcheck|sensor|firewall|router|switch|network|\d+ ?%)(?:\s+(?:has|have|had|also|then|repeatedly|again|always|often|sometimes|initially|still))*\s*$/i;

/** Follows a name directly. */
const nameAtFault = new RegExp(`\\s+(?:\\p{Ll}+ly\\s+|had\\s+|has\\s+)?${faultVerbs}(?![\\p{L}\\p{N}])`, 'iuy');

/** Nobody reads more; a text with so many needs another look than a list. */
const mostFindings = 1_000;
/** What is looked at without a pause, in characters. */
const pieceLength = 10_000;

/**
 * Marks wording that blames, judges with hindsight, or stops the search for causes. Deterministic; skips code, quotations and
 * links. Findings come in order of place and do not overlap (the longer one wins); at most 1,000.
 * In steps of a few milliseconds each, for a caller that has other things to do meanwhile.
 */
export function* blamelessSteps(markdown: string, options: BlamelessOptions): Generator<void, BlamelessFinding[]> {
  const text = maskQuoted(markdown);
  yield;
  const timelines = sectionsNamed(text, timelineHeadings);
  const findings: BlamelessFinding[] = [];
  for (const rule of blamelessRules) {
    yield;
    if (rule.unlessFullImpact && options.fullImpact) continue;
    for (const match of text.matchAll(rule.pattern)) {
      yield;
      const start = match.index;
      if (rule.timelineOnly && !inside(timelines, start)) continue;
      if (rule.key === 'failed-to' && machines.test(text.slice(Math.max(0, start - 60), start))) continue;
      findings.push(findingOf(rule.key, rule.why, rule.suggestions, markdown, start, match[0].length));
    }
  }
  yield;
  const names = findNames([{ kind: 'person', names: options.peopleNames }]);
  for (const piece of piecesOf(text)) {
    yield;
    for (const { start, end } of names(text.slice(piece.start, piece.end))) {
      nameAtFault.lastIndex = piece.start + end;
      const fault = nameAtFault.exec(text);
      if (fault) findings.push(namedAtFault(markdown, piece.start + start, nameAtFault.lastIndex));
    }
  }
  yield;
  return longestFirst(findings).slice(0, mostFindings);
}

/** Cut after a line or a word where there is one. */
function piecesOf(text: string): Stretch[] {
  const pieces: Stretch[] = [];
  for (let start = 0; start < text.length; ) {
    const whole = start + pieceLength;
    const cut = whole < text.length ? Math.max(text.lastIndexOf('\n', whole), text.lastIndexOf(' ', whole)) : -1;
    const end = cut > start ? cut : Math.min(whole, text.length);
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}

function namedAtFault(markdown: string, start: number, end: number): BlamelessFinding {
  const suggestions = [
    'the on-call engineer saw …',
    'the change was applied to both clusters',
    'the alert did not reach anyone',
  ];
  const why = 'This ties a name to a fault. Use the role, and describe the situation.';
  return findingOf('person-and-fault', why, suggestions, markdown, start, end - start);
}

function findingOf(
  rule: BlamelessRuleKey,
  why: string,
  suggestions: readonly string[],
  markdown: string,
  start: number,
  length: number,
): BlamelessFinding {
  return { start, end: start + length, text: markdown.slice(start, start + length), rule, why, suggestions };
}

function inside(stretches: readonly Stretch[], place: number): boolean {
  return stretches.some((stretch) => place >= stretch.start && place < stretch.end);
}

function longestFirst(findings: BlamelessFinding[]): BlamelessFinding[] {
  const byLength = [...findings].sort(
    (left, right) => right.end - right.start - (left.end - left.start) || left.start - right.start,
  );
  const kept: BlamelessFinding[] = [];
  const taken = new Uint8Array(findings.reduce((length, finding) => Math.max(length, finding.end), 0));
  for (const finding of byLength) {
    // What is kept already is at least as long, so an overlap covers one of the two ends.
    if (taken[finding.start] === 1 || taken[finding.end - 1] === 1) continue;
    taken.fill(1, finding.start, finding.end);
    kept.push(finding);
  }
  return kept.sort((left, right) => left.start - right.start);
}
