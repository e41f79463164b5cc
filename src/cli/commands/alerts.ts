import type { Command } from 'commander';
import {
  type Alert,
  alertOrders,
  alertStates,
  exportAlerts,
  getAlert,
  listAlerts,
} from '../../contract/detect/alerts.ts';
import { type AlertsResponse, respondToAlerts } from '../../contract/respond/alert-response.ts';
import { readAlertPaging } from '../../contract/respond/coverage.ts';
import { mergeAlerts, type Regrouping, splitAlert, undoRegrouping } from '../../contract/respond/regroupings.ts';
import { severityLabel } from '../../domain/severity.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { minutesFromNow, positive, withinChoices } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Column, printJson, printLine, printTable, when, withoutSteering } from '../print.ts';

const states = ['open', 'suppressed', ...alertStates, 'all'] as const;

const columns: Column<Alert>[] = [
  { title: 'ID', of: (alert) => alert.id, align: 'right' },
  { title: 'SEVERITY', of: (alert) => severityLabel(alert.severity) },
  { title: 'STATE', of: stateText },
  { title: 'SINCE', of: (alert) => when(alert.triggeredAt) },
  { title: 'SERVICE', of: (alert) => alert.serviceName },
  { title: 'TITLE', of: (alert) => alert.title },
];

export function addAlerts(program: Command): void {
  const alerts = program
    .command('alerts')
    .description('list, show, acknowledge, snooze, resolve, reopen, merge and split alerts');
  withServer(alerts.command('list', { isDefault: true }))
    .description('list alerts, newest first')
    .option('--state <state>', `one of ${states.join(', ')}`, withinChoices(states), 'open')
    .option('--text <text>', 'text in the title')
    .option('--label <label>', 'a label such as env=prod, or its name', collected, [])
    .option('--sort <order>', `one of ${alertOrders.join(', ')}`, withinChoices(alertOrders), 'newest')
    .option('--csv', 'print every alert that matches as CSV')
    .option('--limit <count>', 'maximum number to list', positive, 50)
    .action(list);
  withServer(alerts.command('show').argument('<id>', 'alert number', positive))
    .description('show one alert with its timeline')
    .action(show);
  withServer(alerts.command('ack').argument('<ids...>', 'alert numbers'))
    .description('acknowledge alerts, so nobody else is paged for them')
    .action((ids: string[], options: ConnectionOptions) => respond(ids, options, { action: 'acknowledge' }));
  withServer(alerts.command('resolve').argument('<ids...>', 'alert numbers'))
    .description('resolve alerts')
    .action((ids: string[], options: ConnectionOptions) => respond(ids, options, { action: 'resolve' }));
  withServer(alerts.command('reopen').argument('<ids...>', 'alert numbers'))
    .description('reopen alerts resolved within the last 24 hours')
    .requiredOption('-r, --reason <reason>', 'why it is not over')
    .action((ids: string[], options: ConnectionOptions & { reason: string }) =>
      respond(ids, options, { action: 'reopen', reason: options.reason }),
    );
  withServer(alerts.command('snooze').argument('<ids...>', 'alert numbers'))
    .description('snooze alerts, with their pages')
    .option('--minutes <count>', 'for how long', positive, 60)
    .action((ids: string[], { minutes, ...options }: ConnectionOptions & { minutes: number }) =>
      respond(ids, options, { action: 'snooze', until: minutesFromNow(minutes) }),
    );
  withServer(alerts.command('unsnooze').argument('<ids...>', 'alert numbers'))
    .description('cancel the snooze of alerts')
    .action((ids: string[], options: ConnectionOptions) => respond(ids, options, { action: 'unsnooze' }));
  withServer(alerts.command('merge').argument('<ids...>', 'alert numbers'))
    .description('merge the groups of alerts into one with one page')
    .action((ids: string[], options: ConnectionOptions) =>
      regroup(options, connect(options).call(mergeAlerts, { body: { alertIds: ids.map(positive) } })),
    );
  withServer(alerts.command('split').argument('<id>', 'alert number', positive))
    .description('split an alert from its group')
    .action((id: number, options: ConnectionOptions) =>
      regroup(options, connect(options).call(splitAlert, { params: { id } })),
    );
  withServer(alerts.command('undo').argument('<number>', 'number of the merge or split', positive))
    .description('undo a merge or a split that nothing has changed since')
    .action((id: number, options: ConnectionOptions) =>
      regroup(options, connect(options).call(undoRegrouping, { params: { id } })),
    );
}

async function regroup(options: ConnectionOptions, change: Promise<Regrouping>): Promise<void> {
  const regrouping = await change;
  if (options.json) return printJson(regrouping);
  const { id, kind, pageId, alertIds, undoneAt } = regrouping;
  if (undoneAt !== null) return printLine(`The ${kind} is undone.`);
  const which = alertIds.length === 1 ? `alert ${alertIds[0]}` : `${alertIds.length} alerts`;
  printLine(kind === 'merge' ? `Merged ${which} into page ${pageId}.` : `Split ${which} from page ${pageId}.`);
  printLine(`To undo it: evenkeel alerts undo ${id}`);
}

type ListOptions = ConnectionOptions & {
  state: (typeof states)[number];
  text?: string;
  label: string[];
  sort: (typeof alertOrders)[number];
  csv?: boolean;
  limit: number;
};

const collected = (label: string, before: string[]) => [...before, label];

async function list({ state, text, label, sort, csv, ...options }: ListOptions): Promise<void> {
  const query = { state, sort, ...(text && { text }), ...(label.length > 0 && { label }) };
  if (csv) {
    process.stdout.write(withoutSteering(await connect(options).call(exportAlerts, { query })));
    return;
  }
  const found = await readList(connect(options), listAlerts, { query }, options.limit);
  if (options.json) return printJson(found);
  printTable(columns, found, 'No alerts found.');
}

async function show(id: number, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const alert = await client.call(getAlert, { params: { id } });
  if (options.json) return printJson(alert);
  printLine(`${alert.id}  ${severityLabel(alert.severity)}  ${stateText(alert)}  ${singleLine(alert.title)}`);
  const facts: [string, string | null][] = [
    ['Source', alert.sourceName],
    ['Service', alert.serviceName],
    ['Route', alert.route?.name ?? null],
    ['Suppressed', alert.suppressedReason],
    ['Suppressed until', alert.suppressedUntil && when(alert.suppressedUntil)],
    ['Triggered', when(alert.triggeredAt)],
    ['Signals', `${alert.signalCount}, last at ${when(alert.lastSignalAt)}`],
    ['Acknowledged', alert.acknowledgedBy && `${when(alert.acknowledgedAt)} by ${alert.acknowledgedBy.name}`],
    ['Resolved', alert.resolvedAt && `${when(alert.resolvedAt)} by ${alert.resolvedBy?.name ?? '-'}`],
    ['Description', alert.description || null],
    ...Object.entries(alert.labels).map(([name, value]): [string, string] => [`  ${name}`, value]),
  ];
  for (const [name, value] of facts) if (value !== null) printLine(`${singleLine(name)}: ${singleLine(value)}`);
  const paging = await client.call(readAlertPaging, { params: { id } });
  printLine(`Paging: ${singleLine(paging.sentence)}${paging.mend ? ` ${singleLine(paging.mend.text)}` : ''}`);
  for (const event of alert.events)
    printLine(`${when(event.at)}  ${singleLine(event.kind)}  ${singleLine(event.actor.name)}`);
}

type Response = Partial<AlertsResponse> & Pick<AlertsResponse, 'action'>;

async function respond(ids: string[], options: ConnectionOptions, response: Response): Promise<void> {
  const { items } = await connect(options).call(respondToAlerts, { body: { ids: ids.map(positive), ...response } });
  if (items.some(({ refusal }) => refusal !== null)) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(items);
  for (const { id, state, refusal } of items) printLine(`${id}  ${singleLine(refusal ?? state ?? '')}`);
}

function stateText(alert: Alert): string {
  if (alert.suppressedReason === null || alert.state !== 'triggered') return alert.state;
  const { notPagedBecause: because } = alert;
  return because === 'flapping' || because === 'snoozed' ? because : 'suppressed';
}
