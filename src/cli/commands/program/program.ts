import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { exportPlaybookSite, getPlaybookVersion, readPlaybook } from '../../../contract/program/playbook.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { listSkills, type TeamSkills } from '../../../contract/program/skills.ts';
import { singleLine } from '../../../domain/text.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printJson, printLine } from '../../print.ts';
import { findTarget } from '../page.ts';

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

export function addSkills(program: Command): void {
  withServer(program.command('skills').argument('[team]', 'slug of a team; all of them if omitted'))
    .description('who of each team holds which certificate, and what is missing')
    .action(skills);
}

async function skills(slug: string | undefined, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const teamId = slug === undefined ? undefined : (await findTarget(client, `team:${slug}`)).id;
  const teams: TeamSkills[] = [];
  let cursor: string | undefined;
  do {
    // The matrix of a team is long: fewer of them at a time than of other lists.
    const page = await client.call(listSkills, { query: { teamId, cursor, limit: 20 } });
    teams.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  if (options.json) return printJson({ items: teams });
  if (teams.length === 0) printLine('There are no teams.');
  for (const { summary, gaps } of teams) {
    printLine(singleLine(summary));
    for (const gap of gaps) printLine(`  GAP  ${singleLine(gap.text)}`);
  }
}

type PlaybookOptions = ConnectionOptions & { output?: string };

export function addPlaybook(program: Command): void {
  withServer(
    program.command('playbook').argument('[version]', 'a published version; the live configuration if omitted'),
  )
    .description('the playbook as Markdown, or as a static site')
    .option('-o, --output <file>', 'write to a file: the static site where it ends in .zip, else Markdown')
    .action(playbook);
}

async function playbook(given: string | undefined, options: PlaybookOptions): Promise<void> {
  const client = connect(options);
  const version = given === undefined ? undefined : Number(given);
  if (version !== undefined && !(Number.isInteger(version) && version > 0))
    throw new CommandProblem(`${given} is not the number of a version.`, exitCodes.usage);
  if (options.output?.endsWith('.zip'))
    return write(options.output, await client.call(exportPlaybookSite, { query: { version } }));
  const found =
    version === undefined
      ? await client.call(readPlaybook, {})
      : await client.call(getPlaybookVersion, { params: { id: version } });
  if (options.output) return write(options.output, found.markdown);
  if (options.json) return printJson(found);
  printLine(found.markdown.trimEnd());
}

function write(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new CommandProblem(`${file} cannot be written: ${(error as Error).message}.`);
  }
  printLine(`Written to ${file}.`);
}
