import { isOpen, type Lifecycle } from './lifecycle.ts';
import type { RoleHolding } from './roles.ts';

/** What the prompts look at. Instants are epoch milliseconds. */
export type PromptFacts = {
  lifecycle: Lifecycle;
  holdings: readonly RoleHolding[];
  /** From `publicUpdateDueAt`. */
  publicUpdateDueAt: number | null;
  tasks: readonly { id: number; title: string; ownerPersonId: number | null; done: boolean }[];
  severityChangeCount: number;
  /** People who report to the commander directly. */
  directReportCount: number;
  commanderSince: number | null;
};

export type PromptKey =
  | 'commander-resolves'
  | 'commander-doubles'
  | 'public-silence'
  | 'task-without-owner'
  | 'severity-changes'
  | 'wide-span'
  | 'tired-commander';

export type Prompt = {
  key: PromptKey;
  text: string;
  advice: string;
};

export const widestSpan = 8;
export const mostSeverityChanges = 2;

const handoverAfterMilliseconds = 4 * 60 * 60 * 1000;

/** Gentle warnings about habits that slow a response down; computed, never sent to anybody's boss. */
export function promptsFor(facts: PromptFacts, now: number): Prompt[] {
  if (!isOpen(facts.lifecycle)) return [];
  const prompts: Prompt[] = [];
  const commander = facts.holdings.find((holding) => holding.role === 'commander')?.personId ?? null;
  const others = facts.holdings.filter((holding) => holding.personId === commander && holding.role !== 'commander');
  if (commander !== null && others.some((holding) => holding.role === 'resolver' || holding.role === 'team-lead')) {
    prompts.push({
      key: 'commander-resolves',
      text: 'The incident commander also works on the fix.',
      advice: 'Hand one of the two over: nobody can do both well.',
    });
  } else if (commander !== null && others.length > 0) {
    prompts.push({
      key: 'commander-doubles',
      text: 'The incident commander holds a second role.',
      advice: 'Ask somebody in the room to take it.',
    });
  }
  if (facts.publicUpdateDueAt !== null && now > facts.publicUpdateDueAt) {
    const minutes = Math.floor((now - facts.publicUpdateDueAt) / 60_000);
    prompts.push({
      key: 'public-silence',
      text: `The public update is ${minutes < 1 ? 'due now' : `${minutes} min overdue`}.`,
      advice: 'Post what is known, even when nothing is new, and say when the next one comes.',
    });
  }
  const ownerless = facts.tasks.filter((task) => !task.done && task.ownerPersonId === null);
  if (ownerless.length > 0) {
    prompts.push({
      key: 'task-without-owner',
      text:
        ownerless.length === 1 ? `“${ownerless[0]?.title}” has no owner.` : `${ownerless.length} tasks have no owner.`,
      advice: 'Ask one person by name; nobody answers “can someone”.',
    });
  }
  if (facts.severityChangeCount > mostSeverityChanges) {
    prompts.push({
      key: 'severity-changes',
      text: `The severity has changed ${facts.severityChangeCount} times.`,
      advice: 'Keep the higher one and flag it for review.',
    });
  }
  if (facts.directReportCount > widestSpan) {
    prompts.push({
      key: 'wide-span',
      text: `${facts.directReportCount} people report to the commander.`,
      advice: 'Form sub-teams; each lead reports for a group.',
    });
  }
  if (facts.commanderSince !== null && now - facts.commanderSince >= handoverAfterMilliseconds) {
    prompts.push({
      key: 'tired-commander',
      text: 'The same person has commanded for more than four hours.',
      advice: 'Offer command to a rested colleague.',
    });
  }
  return prompts;
}
