import type { Command } from 'commander';
import { printLine } from '../../print.ts';

export function addPrepare(program: Command): void {
  program
    .command('prepare')
    .description('make the PostgreSQL inside runnable for every user; once, by whoever installed the npm package')
    .action(async () => {
      const { prepareEmbedded } = await import('../../../server/offline.ts');
      prepareEmbedded();
      printLine('Every user of this machine can start Evenkeel now.');
    });
}
