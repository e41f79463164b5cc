import { createWriteStream, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import {
  exportTableCsv,
  exportTableParquet,
  listExportTables,
  nextSinceHeader,
} from '../../../contract/program/tables.ts';
import { withinChoices } from '../../arguments.ts';
import { authorizationOf, type ConnectionOptions, connect, serverUrl, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printJson, printLine, printTable, withoutSteering } from '../../print.ts';

const formats = ['csv', 'parquet'] as const;
type Options = ConnectionOptions & { format: (typeof formats)[number]; output?: string; cursor?: string };

/** Under `evenkeel export`: raw rows for a data warehouse. */
export function addExportTables(parent: Command): void {
  withServer(parent.command('tables'))
    .argument('[table]', 'the table to export; without one, the tables are listed')
    .description('raw rows for a data warehouse, as CSV or Parquet')
    .option('--format <format>', 'csv or parquet', withinChoices(formats), 'csv')
    .option('-o, --output <file>', 'write to a file, which is replaced once everything has arrived')
    .option('--cursor <file>', 'export what has changed since the export that wrote this file, and write it anew')
    .action((table: string | undefined, _: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      return table === undefined ? list(options) : exportTable(table, options);
    });
}

async function list(options: Options): Promise<void> {
  const { items } = await connect(options).call(listExportTables, {});
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'TABLE', of: ({ name }) => name },
      { title: 'ONE ROW IS', of: ({ row }) => row },
      { title: 'COLUMNS', of: ({ columns }) => columns.length, align: 'right' },
    ],
    items,
    'There are no tables.',
  );
}

async function exportTable(table: string, options: Options): Promise<void> {
  const { format, output, cursor } = options;
  if (format === 'parquet' && output === undefined && process.stdout.isTTY)
    throw new CommandProblem('Parquet is not for terminals: name a file with --output.', exitCodes.usage);
  const { path } = format === 'csv' ? exportTableCsv : exportTableParquet;
  const since = cursor !== undefined && existsSync(cursor) ? readFileSync(cursor, 'utf8').trim() : null;
  const query = since ? `?since=${encodeURIComponent(since)}` : '';
  const response = await fetch(`${serverUrl(options)}${path.replace(':table', encodeURIComponent(table))}${query}`, {
    headers: authorizationOf(options),
  });
  if (!response.ok || response.body === null) {
    const { detail, title } = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
    throw new CommandProblem(detail ?? title ?? `The server answered ${response.status}.`);
  }
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  if (output === undefined) {
    if (format === 'csv') body.setEncoding('utf8');
    for await (const chunk of body) process.stdout.write(format === 'csv' ? withoutSteering(chunk) : chunk);
  } else {
    const part = `${output}.part`;
    try {
      await pipeline(body, createWriteStream(part, { mode: 0o600 }));
      renameSync(part, output);
    } catch (error) {
      rmSync(part, { force: true });
      throw new CommandProblem(`${output} cannot be written, or the export broke off: ${(error as Error).message}.`);
    }
    printLine(`Wrote ${table} to ${output}.`);
  }
  // Only now: whoever breaks off gets the same rows again.
  if (cursor !== undefined) writeFileSync(cursor, `${response.headers.get(nextSinceHeader)}\n`);
}
