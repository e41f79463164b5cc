import type { Command } from 'commander';
import { addGoalert } from './goalert.ts';
import { addPastIncidents } from './incidents.ts';
import { addOncall } from './oncall.ts';
import { addOpsgenie } from './opsgenie.ts';
import { addPagerduty } from './pagerduty.ts';

/** Everything that comes from another tool. */
export function addImport(program: Command): void {
  const group = program.command('import').description('bring what another tool has');
  addPastIncidents(group);
  addOpsgenie(group);
  addPagerduty(group);
  addOncall(group);
  addGoalert(group);
}
