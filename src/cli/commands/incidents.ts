import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { declareIncident, moveIncident } from '../../contract/respond/incidents/changes.ts';
import { type Incident, lifecycles, listIncidents } from '../../contract/respond/incidents/incident.ts';
import { getIncident, type IncidentRoom } from '../../contract/respond/incidents/room.ts';
import { severityLabel } from '../../domain/severity.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { positive, withinChoices } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { type Column, printJson, printLine, printTable, when } from '../print.ts';

const filters = ['all', 'open', 'over', ...lifecycles] as const;

const columns: Column<Incident>[] = [
  { title: 'KEY', of: (incident) => incident.key },
  { title: 'SEVERITY', of: (incident) => severityLabel(incident.severity) },
  { title: 'STATE', of: (incident) => incident.lifecycle },
  { title: 'DECLARED', of: (incident) => when(incident.instants.declaredAt) },
  { title: 'COMMANDER', of: (incident) => incident.commander?.name },
  { title: 'TITLE', of: (incident) => incident.title },
];

export function addIncidents(program: Command): void {
  const incidents = program.command('incidents').description('list, show, declare and move incidents');
  withServer(incidents.command('list', { isDefault: true }))
    .description('list incidents, newest first')
    .option('--state <state>', `one of ${filters.join(', ')}`, withinChoices(filters), 'open')
    .option('--limit <count>', 'maximum number to list', positive, 50)
    .action(list);
  withServer(incidents.command('show').argument('<number>', 'as in INC-42', incidentNumber))
    .description('show one incident')
    .action(show);
  withServer(incidents.command('declare').argument('<title>', 'in words a customer would use'))
    .description('declare an incident')
    .option('--severity <number>', '1 to 5; 1 is the most severe', withinChoices(['1', '2', '3', '4', '5'] as const))
    .option('--alert <id...>', 'alerts to add to it')
    .option('--take-command', 'become its commander')
    .option('--waive <reason>', 'take command although you lack a required certificate')
    .action(declare);
  withServer(
    incidents
      .command('move')
      .argument('<number>', 'as in INC-42', incidentNumber)
      .argument('<state>', `one of ${lifecycles.join(', ')}`, withinChoices(lifecycles)),
  )
    .description('move an incident to another state; resolving it also resolves its alerts')
    .option('--reason <text>', 'why', '')
    .option('--leave-public-open', 'end it even though the status page says it is ongoing')
    .action(move);
}

type ListOptions = ConnectionOptions & { state: (typeof filters)[number]; limit: number };

async function list(options: ListOptions): Promise<void> {
  const found = await readList(connect(options), listIncidents, { query: { lifecycle: options.state } }, options.limit);
  if (options.json) return printJson(found);
  printTable(columns, found, 'No incidents found.');
}

async function show(id: number, options: ConnectionOptions): Promise<void> {
  const incident = await connect(options).call(getIncident, { params: { id } });
  if (options.json) return printJson(incident);
  printOne(incident);
  printUnpaged(incident);
  if (incident.publicStatus) printLine(`The status page says: ${incident.publicStatus}`);
  for (const { role, person } of incident.roles) printLine(`${role}: ${singleLine(person.name)}`);
  for (const service of incident.services) printLine(`Affected: ${singleLine(service.name)}`);
  for (const timer of incident.timers)
    printLine(`${timer.overdue ? 'OVERDUE' : 'Next'}: ${timer.key} ${when(timer.dueAt)}`);
  for (const update of incident.updates.slice(0, 5))
    printLine(`${when(update.at)}  to ${update.audience}: ${singleLine(update.text)}`);
}

type DeclareOptions = ConnectionOptions & {
  severity?: string;
  alert?: string[];
  takeCommand?: boolean;
  waive?: string;
};

async function declare(title: string, options: DeclareOptions): Promise<void> {
  const body = {
    title,
    alertIds: (options.alert ?? []).map(positive),
    takeCommand: options.takeCommand ?? false,
    ...(options.severity === undefined ? {} : { severity: Number(options.severity) as 1 | 2 | 3 | 4 | 5 }),
  };
  const query = { waiverReason: options.waive };
  const incident = await connect(options).call(declareIncident, { query, body }, { idempotencyKey: randomUUID() });
  if (options.json) return printJson(incident);
  printOne(incident);
  if (options.takeCommand && !incident.roles.some(({ role }) => role === 'commander'))
    printLine(
      'You have not taken command: it needs a certificate. The timeline says which; --waive goes on with a reason.',
    );
  printUnpaged(incident);
}

async function move(
  id: number,
  to: (typeof lifecycles)[number],
  options: ConnectionOptions & { reason: string; leavePublicOpen?: boolean },
): Promise<void> {
  const body = { to, reason: options.reason, leavePublicOpen: options.leavePublicOpen ?? false };
  const incident = await connect(options).call(moveIncident, { params: { id }, body });
  if (options.json) return printJson(incident);
  printOne(incident);
}

function printOne(incident: Incident): void {
  printLine(
    `${incident.key}  ${severityLabel(incident.severity)}  ${incident.lifecycle}  ${singleLine(incident.title)}`,
  );
}

function printUnpaged({ unpaged }: Pick<IncidentRoom, 'unpaged'>): void {
  for (const { whom, because, mend } of unpaged)
    printLine(`Nobody was paged for ${singleLine(whom)}: ${singleLine(because)}. ${singleLine(mend.text)}`);
}

/** 42, INC-42 and inc-42 are one number. */
function incidentNumber(text: string): number {
  return positive(text.replace(/^inc-/i, ''));
}
