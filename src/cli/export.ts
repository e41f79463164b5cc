import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { exportConfiguration } from '../contract/configuration.ts';
import { type ConnectionOptions, connect, withServer } from './connection.ts';
import { CommandProblem } from './exit-codes.ts';
import { printJson } from './print.ts';

type ExportOptions = ConnectionOptions & { output?: string; secrets?: boolean };

export function addExport(program: Command): void {
  withServer(program.command('export'))
    .description('print the configuration as a file for `evenkeel apply`')
    .option('--secrets', 'with the keys of sources and the secrets of contact methods; this is audited')
    .option('-o, --output <file>', 'write to a file that only you can read')
    .action(exportAll);
}

async function exportAll(options: ExportOptions): Promise<void> {
  const { document } = await connect(options).call(exportConfiguration, {
    query: { secrets: options.secrets ? 'true' : 'false' },
  });
  if (options.json && !options.output) return printJson(document);
  const text = options.json ? `${JSON.stringify(document, null, 2)}\n` : stringify(document, { lineWidth: 0 });
  if (!options.output) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(options.output, text, { mode: 0o600 });
  } catch (error) {
    throw new CommandProblem(`${options.output} cannot be written: ${(error as Error).message}.`);
  }
}
