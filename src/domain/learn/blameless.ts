import { type BlamelessRuleKey, blamelessRules, faultVerbs } from './blameless-rules.ts';
import { maskQuoted, type Stretch, sectionsNamed } from './markdown-mask.ts';

export interface BlamelessFinding {
  /** Offsets into the Markdown in UTF-16 code units; `end` is exclusive. */
  start: number;
  end: number;
  text: string;
  rule: BlamelessRuleKey;
  why: string;
  suggestions: readonly string[];
}

export interface BlamelessOptions {
  /** Names of colleagues; a name followed by a fault is marked, a name alone is not. */
  peopleNames: readonly string[];
  /** True when everything was down for everybody: then “outage” is the right word. */
  fullImpact: boolean;
}

const timelineHeadings = /\b(?:timeline|what happened|chronology)\b/i;

/** Things that may fail to do something without anybody being blamed. */
const machines =
  /\b(?:services?|servers?|jobs?|pods?|containers?|databases?|requests?|deploy(?:s|ments?)?|checks?|checkout|nodes?|quer(?:y|ies)|queues?|disks?|probes?|alerts?|process(?:es)?|builds?|scripts?|pages?|cache|caches|replicas?|primary|secondary|connections?|clients?|migrations?|backups?|pipelines?|tests?|monitors?|systems?|load balancers?|certificates?|workers?|threads?|transactions?|payments?|logins?|orders?|uploads?|writes?|reads?|retries|webhooks?|notifications?|calls?|it|that|which|api|dns|vm|host|hosts|machine|machines|instance|instances|cluster|clusters|application|app|component|components|failover|restart|rollback|healthcheck|sensor|firewall|router|switch|network|\d+ ?%)(?:\s+(?:has|have|had|also|then|repeatedly|again|always|often|sometimes|initially|still))*\s*$/i;

function escapedName(name: string): string {
  return name
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
}

function namesPattern(names: readonly string[]): RegExp | null {
  const escaped = names.filter((name) => name.trim().length > 1).map(escapedName);
  if (escaped.length === 0) return null;
  const longestFirst = escaped.sort((left, right) => right.length - left.length).join('|');
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${longestFirst})\\s+(?:\\p{Ll}+ly\\s+|had\\s+|has\\s+)?${faultVerbs}(?![\\p{L}\\p{N}])`,
    'giu',
  );
}

const named = blamelessRules.find((rule) => rule.key === 'person-and-fault');

/**
 * Marks wording that blames, judges with hindsight, or stops the search for causes. Deterministic; skips code, quotations and
 * links. Findings come in order of place and do not overlap (the longer one wins).
 */
export function checkBlameless(markdown: string, options: BlamelessOptions): BlamelessFinding[] {
  const text = maskQuoted(markdown);
  const timelines = sectionsNamed(markdown, timelineHeadings);
  const findings: BlamelessFinding[] = [];
  for (const rule of blamelessRules) {
    if (rule.unlessFullImpact && options.fullImpact) continue;
    for (const match of text.matchAll(rule.pattern)) {
      const start = match.index;
      if (rule.timelineOnly && !inside(timelines, start)) continue;
      if (rule.key === 'failed-to' && machines.test(text.slice(Math.max(0, start - 60), start))) continue;
      findings.push(findingOf(rule.key, rule.why, rule.suggestions, markdown, start, match[0].length));
    }
  }
  const names = namesPattern(options.peopleNames);
  if (names && named) {
    for (const match of text.matchAll(names)) {
      const suggestions = ['the on-call engineer saw …', ...named.suggestions];
      const why = 'This ties a name to a fault. Use the role, and tell what the situation looked like.';
      findings.push(findingOf(named.key, why, suggestions, markdown, match.index, match[0].length));
    }
  }
  return longestFirst(findings);
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
