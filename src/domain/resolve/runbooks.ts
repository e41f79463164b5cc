/** One checkable step of a runbook. */
export type RunbookStep = {
  /** Stable while its words stay the same, wherever it moves; ticks refer to it. */
  id: string;
  text: string;
  /** The heading it stands under, or null. */
  section: string | null;
  /** 0 at the margin, 1 under another step, and so on. */
  depth: number;
  /** Line number in the Markdown, from 0. */
  line: number;
};

export type RunbookProgress = {
  stepCount: number;
  doneCount: number;
  nextStepId: string | null;
};

const stepLine = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]+(.*\S)[ \t]*$/;
const headingLine = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const fenceLine = /^ {0,3}(`{3,}|~{3,})/;
const namedStep = /[ \t]*\{#([a-z0-9][a-z0-9-]{0,63})\}$/;

/**
 * Reads the checkable steps (`- [ ] …`) of a runbook in Markdown. Code blocks are skipped. The id of a step is made from its
 * words, or is the name written behind it as `{#name}`, so ticks survive reordering and edits elsewhere.
 */
export function parseSteps(markdown: string): RunbookStep[] {
  const steps: RunbookStep[] = [];
  const seen = new Map<string, number>();
  const indents: number[] = [];
  let section: string | null = null;
  let fence: string | null = null;
  markdown.split(/\r\n|\r|\n/).forEach((content, line) => {
    const marker = fenceLine.exec(content)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && content.trim() === marker) fence = null;
      return;
    }
    if (marker) {
      fence = marker;
      return;
    }
    const heading = headingLine.exec(content);
    if (heading) {
      section = heading[1] || null;
      indents.length = 0;
      return;
    }
    const match = stepLine.exec(content);
    if (!match) return;
    const indent = (match[1] ?? '').replaceAll('\t', '    ').length;
    while (indents.length > 0 && indent < (indents.at(-1) ?? 0)) indents.pop();
    if (indents.length === 0 || indent > (indents.at(-1) ?? 0)) indents.push(indent);
    const written = match[2] ?? '';
    const name = namedStep.exec(written)?.[1];
    const text = written.replace(namedStep, '');
    const base = name ?? hashOf(normalised(text));
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    steps.push({ id: count === 1 ? base : `${base}-${count}`, text, section, depth: indents.length - 1, line });
  });
  return steps;
}

function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** 53-bit string hash (cyrb53) in base 36: short, the same on every platform, not for security. */
function hashOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return `s${(4294967296 * (2097151 & low) + (high >>> 0)).toString(36)}`;
}

/** How far a run has come. Ticks of steps that no longer exist do not count. */
export function progressOf(steps: readonly RunbookStep[], tickedStepIds: readonly string[]): RunbookProgress {
  const ticked = new Set(tickedStepIds);
  const open = steps.filter((step) => !ticked.has(step.id));
  return { stepCount: steps.length, doneCount: steps.length - open.length, nextStepId: open[0]?.id ?? null };
}

export type RunbookFacts = {
  ownerTeamId: string | null;
  /** Epoch milliseconds, as are the next two. */
  updatedAt: number;
  /** Someone confirmed that it is right. */
  reviewedAt: number | null;
  /** Last run, in a real incident or a drill. */
  lastUsedAt: number | null;
  /** The last run was marked as wrong or incomplete and nobody has changed the text since. */
  reportedWrongAt: number | null;
  stepCount: number;
};

export type StaleReason = 'old' | 'no-owner' | 'reported-wrong' | 'no-steps';

export const staleAfterDays = 180;

/**
 * Why a runbook must not be trusted blindly. It is old when it was neither changed, reviewed nor used for 180 days.
 * Empty: fresh.
 */
export function staleReasons(facts: RunbookFacts, now: number): StaleReason[] {
  const reasons: StaleReason[] = [];
  const lastTouched = Math.max(facts.updatedAt, facts.reviewedAt ?? 0, facts.lastUsedAt ?? 0);
  const corrected = Math.max(facts.updatedAt, facts.reviewedAt ?? 0);
  if (facts.reportedWrongAt !== null && facts.reportedWrongAt > corrected) reasons.push('reported-wrong');
  if (now - lastTouched > staleAfterDays * 86_400_000) reasons.push('old');
  if (facts.ownerTeamId === null) reasons.push('no-owner');
  if (facts.stepCount === 0) reasons.push('no-steps');
  return reasons;
}
