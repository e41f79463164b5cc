import type { Command } from 'commander';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { type FileOptions, planFile, show } from './plan-file.ts';

type DiffOptions = ConnectionOptions & FileOptions & { exitCode?: boolean };

/** As pipelines know it from other tools: everything that is no answer is a failure. */
const answers = { same: 0, failed: 1, different: 2 };

export function addDiff(program: Command): void {
  withServer(program.command('diff'))
    .description('show what applying a configuration file would change')
    .requiredOption('-f, --file <file>', 'YAML or JSON; - reads standard input')
    .option('--prune', 'also what is missing from the sections of the file')
    .option('--exit-code', 'exit with 0 if nothing differs, 2 if something does, 1 if that cannot be told')
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new CommandProblem('See evenkeel diff --help.', answers.failed);
    })
    .action(diff);
}

async function diff(options: DiffOptions): Promise<void> {
  try {
    const { plan } = await planFile(connect(options), options);
    show(plan, options);
    if (options.exitCode && plan.hasChanges) process.exitCode = answers.different;
  } catch (error) {
    if (options.exitCode && error instanceof CommandProblem && error.exitCode === exitCodes.usage)
      throw new CommandProblem(error.message, answers.failed);
    throw error;
  }
}
