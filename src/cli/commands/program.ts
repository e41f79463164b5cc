import type { Command } from 'commander';
import { readProgram } from '../../contract/program/program.ts';
import { singleLine } from '../../domain/text.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { printJson, printLine } from '../print.ts';

export function addProgram(program: Command): void {
  withServer(program.command('program'))
    .description('program status: its steps, mistakes found in the data, the next review')
    .action(show);
}

async function show(options: ConnectionOptions): Promise<void> {
  const found = await connect(options).call(readProgram, {});
  if (options.json) return printJson(found);
  const { level, steps, mistakes, nextReview } = found;
  printLine(`Maturity: ${level ? `${level.level} ${level.name}` : 'not assessed'}`);
  for (const step of steps) printLine(`${step.state.padEnd(9)}  ${step.name}: ${singleLine(step.text)}`);
  for (const mistake of mistakes)
    printLine(`MISTAKE    ${mistake.name}: ${singleLine(mistake.because)} ${mistake.fix}`);
  printLine(`Next review: ${nextReview.on}${nextReview.isOverdue ? ', overdue' : ''}`);
}
