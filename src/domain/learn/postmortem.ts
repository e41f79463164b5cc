import type { SeverityRule } from '../respond/incidents/severities.ts';
import { severityLabel } from '../severity.ts';
import { deadlineOf } from './deadlines.ts';
import { type PostmortemForm, postmortemForms } from './postmortem-forms.ts';

export type PostmortemState = 'draft' | 'in_review' | 'completed';

const moves: Record<PostmortemState, readonly PostmortemState[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'completed'],
  completed: ['in_review'],
};

export type PostmortemDemandFacts = {
  rule: SeverityRule;
  kind: 'real' | 'drill' | 'test' | 'imported';
  /** Impact started to resolved, minutes; null when not known. */
  durationMinutes: number | null;
  isRecurrence: boolean;
  foundByCustomer: boolean;
  /** Somebody asked for one. */
  requested: boolean;
};

export type PostmortemDemandDecision = {
  required: boolean;
  form: PostmortemForm | null;
  /** Why the form is what it is, in sentences. */
  reasons: string[];
};

/**
 * Whether this incident must have a postmortem and in which form. Drills, tests and imported incidents never must. A light one
 * becomes a full one when the incident came back, took long, or customers found it first.
 */
export function demandOf(facts: PostmortemDemandFacts): PostmortemDemandDecision {
  const { rule } = facts;
  const label = severityLabel(rule.severity);
  if (facts.kind !== 'real') {
    const form = facts.kind === 'drill' ? 'drill' : facts.requested ? 'light' : null;
    return { required: false, form, reasons: [`Incidents of kind ${facts.kind} do not require a postmortem.`] };
  }
  const { demand, form } = rule.postmortem;
  if (demand === 'required')
    return { required: true, form: form ?? 'full', reasons: [`Every ${label} requires a postmortem.`] };
  const grounds: string[] = [];
  const longest = rule.fullPostmortemAfterMinutes;
  if (facts.isRecurrence) grounds.push('It has happened before.');
  if (facts.foundByCustomer && rule.severity <= 3) grounds.push('Customers found it before we did.');
  if (longest !== null && facts.durationMinutes !== null && facts.durationMinutes > longest) {
    grounds.push(`It took longer than ${longest} minutes.`);
  }
  if (facts.requested) grounds.push('Somebody requested a postmortem.');
  if (grounds.length > 0) return { required: true, form: 'full', reasons: grounds };
  if (demand === 'light')
    return { required: true, form: form ?? 'light', reasons: [`A short postmortem is enough for a ${label}.`] };
  return { required: false, form, reasons: [`A ${label} does not require a postmortem.`] };
}

/** When the postmortem must be completed, epoch milliseconds, counted from the end of the incident; null: no deadline. */
export function postmortemDueAt(
  rule: SeverityRule,
  required: boolean,
  resolvedAt: number,
  zone: string,
  holidays: readonly string[] = [],
): number | null {
  if (!required) return null;
  return deadlineOf(rule.postmortem.due ?? { days: 10, kind: 'business' }, resolvedAt, zone, holidays);
}

export type Completeness = {
  form: PostmortemForm;
  markdown: string;
  ownerPersonId: string | null;
  /** Contributing factors chosen from the list. */
  factorCount: number;
  actionItemCount: number;
  /** “None, because …”: an accepted decision too. */
  noActionReason: string | null;
};

/** What still keeps a postmortem from being completed, in sentences. Empty: nothing. */
export function missingFields(facts: Completeness): string[] {
  const missing: string[] = [];
  if (facts.ownerPersonId === null) missing.push('No owner is assigned.');
  for (const heading of emptySections(facts)) missing.push(`“${heading}” is empty.`);
  if (facts.form === 'full' && facts.factorCount === 0) missing.push('No contributing factor is chosen.');
  if (facts.form === 'full' && facts.actionItemCount === 0 && (facts.noActionReason ?? '').trim() === '') {
    missing.push('Add an action item, or explain why none is needed.');
  }
  return missing;
}

/** The headings of required sections with nothing in them. What is chosen or listed beside the text fills its section. */
export function emptySections({
  form,
  markdown,
  factorCount,
}: Pick<Completeness, 'form' | 'markdown' | 'factorCount'>): string[] {
  const written = sectionTexts(markdown);
  return postmortemForms[form]
    .filter(({ key, required }) => required && key !== 'actions' && !(key === 'factors' && factorCount > 0))
    .map(({ heading }) => heading)
    .filter((heading) => (written.get(heading.toLowerCase()) ?? '') === '');
}

/** Text under each second-level heading, lower-cased heading → text without comments; headings in code do not count. */
export function sectionTexts(markdown: string): Map<string, string> {
  const texts = new Map<string, string>();
  let heading: string | null = null;
  let fenced = false;
  for (const line of markdown.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r?\n/)) {
    if (/^ {0,3}(?:`{3,}|~{3,})/.test(line)) fenced = !fenced;
    const found = fenced ? null : /^ {0,3}##[ \t]+(.*?)[ \t]*#*$/.exec(line);
    if (found) heading = (found[1] ?? '').toLowerCase();
    else if (heading !== null) texts.set(heading, `${texts.get(heading) ?? ''}${line}\n`);
  }
  return new Map([...texts].map(([name, text]) => [name, text.replace(/^[\s\-*+|:]+$/gm, '').trim()]));
}

export type PostmortemMove = { allowed: true } | { allowed: false; reasons: string[] };

/** Decides a change of state; completing needs all fields, taking back a completed one needs a reason. */
export function decideMove(
  from: PostmortemState,
  to: PostmortemState,
  facts: Completeness,
  reason: string | null,
): PostmortemMove {
  if (!moves[from].includes(to)) return { allowed: false, reasons: [`A postmortem cannot go from ${from} to ${to}.`] };
  if (to === 'completed') {
    const reasons = missingFields(facts);
    return reasons.length > 0 ? { allowed: false, reasons } : { allowed: true };
  }
  if (from === 'completed' && (reason ?? '').trim() === '') {
    return { allowed: false, reasons: ['Give a reason for reopening it.'] };
  }
  return { allowed: true };
}
