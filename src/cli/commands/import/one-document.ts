/** An export that is one JSON document. */
import { readFileSync } from 'node:fs';
import type { ReadError } from '../../../domain/move-in/read-sections.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';

const mostErrors = 50;

export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandProblem(`${file} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}

/** @throws CommandProblem that names each fault with its field */
export function refuseErrors(file: string, errors: readonly ReadError[]): void {
  if (errors.length === 0) return;
  throw new CommandProblem(
    errors
      .slice(0, mostErrors)
      .map(({ field, message }) => `${file}: ${field === '' ? '' : `${field}: `}${message}`)
      .join('\n'),
    exitCodes.usage,
  );
}

/** `Grafana OnCall: 40 people, 12 teams.` */
export function summaryOf(tool: string, counts: readonly (readonly [readonly unknown[], string])[]): string {
  return `${tool}: ${counts.map(([{ length }, word]) => `${length} ${word}`).join(', ')}.`;
}
