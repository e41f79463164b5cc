import type { Command } from 'commander';
import { addPastIncidents } from './incidents.ts';
import { addTools } from './tools.ts';

/** Everything that comes from another tool. */
export function addImport(program: Command): void {
  const group = program.command('import').description('bring what another tool has');
  addPastIncidents(group);
  addTools(group);
}
