import type { Command } from 'commander';
import { printError, printJson, printTable } from './print.ts';

export function addConfig(program: Command): void {
  program
    .command('config')
    .description('print the current settings and where each comes from; secrets are hidden')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { describeConfig, readConfig } = await import('../server/config.ts');
      const { unknownSettings } = readConfig(process.env);
      for (const sentence of unknownSettings) printError(`Warning: ${sentence}`);
      const settings = describeConfig(process.env);
      if (options.json) return printJson(settings);
      printTable(
        [
          { title: 'SETTING', of: (setting) => setting.name },
          { title: 'VALUE', of: (setting) => setting.value as string | null },
          { title: 'FROM', of: (setting) => setting.origin },
          { title: 'MEANING', of: (setting) => setting.help },
        ],
        settings,
        'There are no settings.',
      );
    });
}
