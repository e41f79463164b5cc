import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Document, Scalar, visit } from 'yaml';
import { exportConfiguration } from '../../../contract/platform/configuration.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem } from '../../exit-codes.ts';
import { printJson, steers, withoutSteering } from '../../print.ts';
import { addExportTables } from '../export/tables.ts';

type ExportOptions = ConnectionOptions & { output?: string; secrets?: boolean };

export function addExport(program: Command): void {
  const command = withServer(program.command('export'))
    .description('print the configuration as a file for `evenkeel apply`')
    .option('--secrets', 'include source keys and contact method settings; this is recorded in the audit log')
    .option('-o, --output <file>', 'write to a file that only you can read')
    .action(exportAll);
  addExportTables(command);
}

async function exportAll(options: ExportOptions): Promise<void> {
  const { document } = await connect(options).call(exportConfiguration, {
    query: { secrets: options.secrets ? 'true' : 'false' },
  });
  if (options.json && !options.output) return printJson(document);
  const text = options.json ? withoutSteering(`${JSON.stringify(document, null, 2)}\n`) : yamlText(document);
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

/** Text that would steer a terminal stands in double quotes, where its characters have codes. */
function yamlText(content: unknown): string {
  const document = new Document(content);
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && steers(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return withoutSteering(document.toString({ lineWidth: 0 }));
}
