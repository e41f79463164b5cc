/** What a move comes to, as people read it at a terminal. */
import type { ConfigurationPlan } from '../../../contract/platform/configuration.ts';
import type { Finding } from '../../../domain/move-in/finding.ts';
import type { Proof, ProvenSchedule } from '../../../domain/move-in/proof.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { printLine } from '../../print.ts';
import { differences } from '../configuration/differences.ts';
import type { RouteWord } from './move.ts';

const mostNames = 6;
const mostDifferences = 20;

const titles = { changed: 'Different here', impossible: 'Left behind' } as const;

export function printFindings(findings: readonly Finding[]): void {
  printLine(`${findings.filter(({ outcome }) => outcome === 'kept').length} things are the same here.`);
  for (const outcome of ['changed', 'impossible'] as const) {
    const byMessage = new Map<string, string[]>();
    for (const { kind, name, message } of findings.filter((each) => each.outcome === outcome))
      byMessage.set(message, [...(byMessage.get(message) ?? []), `${kind} ${name}`]);
    if (byMessage.size === 0) continue;
    printLine(`\n${titles[outcome]}:`);
    for (const [message, names] of byMessage) {
      printLine(`  ${message}`);
      printLine(`    ${listed(names)}`);
    }
  }
}

const listed = (names: readonly string[]) =>
  [...names.slice(0, mostNames), ...(names.length > mostNames ? [`and ${names.length - mostNames} more`] : [])].join(
    ', ',
  );

const signs = { create: '+', update: '~', delete: '-' } as const;

/** One line for each new thing, every field of one that changes. */
export function printPlan({ changes, holes, warnings }: ConfigurationPlan): void {
  const changing = changes.filter(({ change }) => change !== 'none');
  printLine('\nPlan:');
  for (const { kind, key, change, fields } of changing) {
    if (change === 'none') continue;
    printLine(`${signs[change]} ${kind} ${key}`);
    if (change !== 'update') continue;
    for (const { field, before, after } of fields) {
      const lines = differences(field, before, after);
      for (const line of lines.length > 0 ? lines : [`${field}: a secret changes`]) printLine(`    ${line}`);
    }
  }
  for (const sentence of [...holes, ...warnings]) printLine(`! ${sentence}`);
  printLine(
    changing.length === 0
      ? `No changes; ${changes.length} unchanged.`
      : `${changing.length} ${changing.length === 1 ? 'change' : 'changes'}, ${changes.length - changing.length} unchanged.`,
  );
}

/**
 * @param tool the tool that is left: `Opsgenie`
 * @param routeWord what it took alerts for
 */
export function printProof(proof: Proof, tool: string, routeWord: RouteWord): void {
  const tried = proof.routes.reduce((sum, { checks }) => sum + checks, 0);
  printLine(`\nProof, ${day(proof.from)} to ${day(proof.to)}:`);
  printLine(
    `  ${proof.schedules.length} schedules compared at every moment, ${tried} alerts of ${proof.routes.length} ${routeWord}s tried.`,
  );
  if (proof.differences === 0) {
    printLine('  Equal: the same people are on call, and the same people are paged at the same second.');
    return;
  }
  printLine(`  ${proof.differences} differences, ${proof.unexplained} without a reason.`);
  for (const schedule of proof.schedules) printSchedule(schedule, tool);
  for (const { name, differences: found } of proof.routes) {
    for (const { severity, at, there, here, reasons } of found.slice(0, 3)) {
      printLine(`  ${routeWord} ${name}, SEV${severity}, ${minute(at)}`);
      printLine(`    ${tool}: ${moments(there)}`);
      printLine(`    Evenkeel: ${moments(here)}`);
      printReasons(reasons);
    }
    if (found.length > 3) printLine(`    and ${found.length - 3} more of this ${routeWord}`);
  }
}

function printSchedule({ name, isHere, differences: found }: ProvenSchedule, tool: string): void {
  if (!isHere) printLine(`  schedule ${name} is not here.`);
  for (const { start, end, there, here, reasons } of found.slice(0, mostDifferences)) {
    printLine(`  schedule ${name}, ${minute(start)} to ${minute(end)}`);
    printLine(`    ${tool}: ${people(there)}; Evenkeel: ${people(here)}`);
    printReasons(reasons);
  }
  if (found.length > mostDifferences) printLine(`    and ${found.length - mostDifferences} more on this schedule`);
}

function printReasons(reasons: readonly string[]): void {
  for (const reason of reasons.slice(0, 3)) printLine(`    because: ${reason}`);
  if (reasons.length === 0) printLine('    because: nothing that the import knows of');
}

const people = (names: readonly string[]) => (names.length === 0 ? 'nobody' : names.join(', '));

const moments = (all: readonly { afterSeconds: number; people: string[] }[]) =>
  all.length === 0
    ? 'nobody'
    : all.map(({ afterSeconds, people: names }) => `after ${durationText(afterSeconds)} ${people(names)}`).join('; ');

const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
