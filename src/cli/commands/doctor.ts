import type { Command } from 'commander';
import { ApiProblem } from '../../client/client.ts';
import { type Examination, examineInstallation } from '../../contract/platform/doctor.ts';
import { singleLine } from '../../domain/text.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLine } from '../print.ts';

const words = { ok: 'ok     ', warning: 'WARNING', fault: 'FAULT  ' } as const;

export function addDoctor(program: Command): void {
  withServer(program.command('doctor'))
    .description('check for anything that could keep a page from arriving; exit code 1 if something is found')
    .action(doctor);
}

async function doctor(options: ConnectionOptions): Promise<void> {
  const items = await examineServer(options);
  if (options.json) printJson(items);
  else
    for (const { check, result, sentence } of items)
      printLine(`${words[result]}  ${singleLine(check)}: ${singleLine(sentence)}`);
  if (items.some(({ result }) => result !== 'ok')) process.exitCode = exitCodes.failed;
}

/** Asks the server; when none answers, looks at what can be seen from here. */
async function examineServer(options: ConnectionOptions): Promise<Examination[]> {
  try {
    return (await connect(options).call(examineInstallation, {})).items;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'network') throw error;
    const { readConfig } = await import('../../server/config.ts');
    const config = readConfig(process.env);
    const { examineWithoutServer } = await import('../../server/offline.ts');
    return [
      { check: 'server', result: 'fault', sentence: error.detail ?? error.title },
      ...(await examineWithoutServer(config)),
    ];
  }
}
