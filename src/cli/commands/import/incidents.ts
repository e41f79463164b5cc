import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Client } from '../../../client/client.ts';
import { listServices } from '../../../contract/directory/services.ts';
import * as contract from '../../../contract/learn/past-incidents.ts';
import { batchesOf } from '../../../domain/move-in/past/batches.ts';
import {
  type ConvertedRecord,
  convertAll,
  type PastSettings,
  type PastSurvey,
} from '../../../domain/move-in/past/convert.ts';
import { columnsOf, type PastFormat, pastTargets } from '../../../domain/move-in/past/formats.ts';
import { type PastPlan, planOf } from '../../../domain/move-in/past/plan.ts';
import { type PastFile, readPastFile, UnreadableFile } from '../../../domain/move-in/past/records.ts';
import {
  changedBy,
  type KnownService,
  matchService,
  openQuestions,
  proposeSettings,
  type SettingsChange,
} from '../../../domain/move-in/past/settings.ts';
import { isSeverity, severityLabel } from '../../../domain/severity.ts';
import { readList } from '../../all-pages.ts';
import { positive, withinChoices } from '../../arguments.ts';
import { confirm } from '../../confirm.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { type Column, printError, printJson, printLine, printTable, when } from '../../print.ts';

type ImportOptions = ConnectionOptions & {
  source?: string;
  column?: string[];
  zone?: string;
  dates?: 'day-first' | 'month-first';
  severity?: string[];
  service?: string[];
  dryRun?: boolean;
  yes?: boolean;
};

const gather = (value: string, before: string[] = []) => [...before, value];

export function addPastIncidents(group: Command): void {
  const incidents = withServer(
    group.command('incidents').argument('[file]', 'CSV or JSON, also of PagerDuty, Opsgenie, Jira and Statuspage'),
  )
    .description('import past incidents and postmortems; shows the plan first')
    .option('--source <name>', 'where they come from; with the id it names an incident, and none comes twice')
    .option('--column <ours=theirs>', 'which column is what; leave out theirs for none (repeatable)', gather)
    .option('--zone <zone>', 'time zone of times without one, such as Europe/Berlin')
    .option(
      '--dates <order>',
      'day-first or month-first, for dates such as 03/04/2026',
      withinChoices(['day-first', 'month-first'] as const),
    )
    .option('--severity <theirs=ours>', 'such as "Major=2" (repeatable)', gather)
    .option('--service <theirs=ours>', 'ours by name or slug; leave out ours for none (repeatable)', gather)
    .option('--dry-run', 'only show the plan; exit code 3 if there is something to import')
    .option('--yes', 'import without confirmation')
    .action(importFile);
  withServer(incidents.command('list')).description('list imports, newest first').action(list);
  withServer(incidents.command('undo').argument('<id>', 'of the import', positive))
    .description('remove the incidents of an import; what people have built on stays and is listed')
    .option('--yes', 'without confirmation')
    .action(undo);
}

type Plan = Omit<PastPlan, 'incidents'> & {
  format: string;
  settings: PastSettings;
  questions: string[];
  taken: number;
  unmatchedServices: string[];
};

async function importFile(name: string | undefined, options: ImportOptions): Promise<void> {
  if (name === undefined) throw new CommandProblem('Name the file to import.', exitCodes.usage);
  const file = readFile(name);
  const client = connect(options);
  const services = await readList(client, listServices, {}, 10_000);
  const { format, settings, survey } = await settingsFor(client, file, services, options);
  const converted = convertAll(file, format, settings, Date.now());
  const questions = openQuestions(settings, survey);
  const { plan, incidents } = await planWith(client, { format, settings, survey, converted, questions });
  if (!options.json) showPlan(plan, file, format);
  if (questions.length > 0) {
    if (options.json) printJson(plan);
    throw new CommandProblem(`Nothing is imported yet:\n${questions.join('\n')}`, exitCodes.usage);
  }
  if (options.dryRun || incidents.length === 0) {
    if (options.json) printJson(plan);
    if (options.dryRun && incidents.length > 0) process.exitCode = exitCodes.changes;
    return;
  }
  if (!options.yes) await confirm('Import this? [y/N] ');
  const ended = await run(client, path.basename(name), settings, incidents, plan.refused.length);
  if (options.json) printJson({ plan, import: ended });
  else
    printLine(
      `Imported ${ended.importedCount}; ${ended.duplicateCount} were here already, ${ended.refusedCount} refused. Undo: evenkeel import incidents undo ${ended.id}`,
    );
}

function readFile(name: string): PastFile {
  try {
    return readPastFile(readFileSync(name, 'utf8'));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new CommandProblem(`${name}: ${error.message}`, exitCodes.usage);
    throw new CommandProblem(`${name} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}

/** As last time for this source, and as the command line says. */
async function settingsFor(client: Client, file: PastFile, services: readonly KnownService[], options: ImportOptions) {
  const first = proposeSettings(file, services);
  const source = options.source ?? first.settings.source;
  const { items } = await client.call(contract.listIncidentImports, { query: { source, limit: 1 } });
  const earlier = { ...(items[0]?.settings as Partial<PastSettings> | undefined), source };
  return changedBy(file, services, earlier, changesOf(options, services));
}

function changesOf(options: ImportOptions, services: readonly KnownService[]): SettingsChange {
  const columns = pairsOf(options.column).map(([target, column]) => {
    const known = pastTargets.find(({ key }) => key === target);
    if (!known) {
      const all = pastTargets.map(({ key }) => key).join(', ');
      throw new CommandProblem(`There is no ${target}. Columns become: ${all}.`, exitCodes.usage);
    }
    return [known.key, column || null] as const;
  });
  const severities = pairsOf(options.severity).map(([words, ours]) => {
    const severity = Number(ours.replace(/^sev/i, ''));
    if (!isSeverity(severity)) throw new CommandProblem(`${ours} is not a severity from 1 to 5.`, exitCodes.usage);
    return [words, severity] as const;
  });
  const matched = pairsOf(options.service).map(([words, ours]) => {
    const id = ours === '' ? null : matchService(ours, services);
    if (ours !== '' && id === null) throw new CommandProblem(`There is no service ${ours}.`, exitCodes.usage);
    return [words, id] as const;
  });
  return {
    columns: Object.fromEntries(columns),
    severities: Object.fromEntries(severities),
    services: Object.fromEntries(matched),
    ...(options.zone === undefined ? {} : { zone: zoneOf(options.zone) }),
    ...(options.dates === undefined ? {} : { dayOrder: options.dates }),
  };
}

function zoneOf(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new CommandProblem(`${zone} is not a time zone such as Europe/Berlin.`, exitCodes.usage);
  }
}

/** `theirs=ours`; the last sign counts, because words of theirs may hold one. */
function pairsOf(given: readonly string[] = []): [string, string][] {
  return given.map((pair) => {
    const place = pair.lastIndexOf('=');
    if (place <= 0) throw new CommandProblem(`${pair} needs a = in the middle.`, exitCodes.usage);
    return [pair.slice(0, place), pair.slice(place + 1)];
  });
}

type Read = {
  format: PastFormat;
  settings: PastSettings;
  survey: PastSurvey;
  converted: readonly ConvertedRecord[];
  questions: string[];
};

/** Asks the server about what can be read, and says what becomes of every record. */
async function planWith(client: Client, { format, settings, survey, converted, questions }: Read) {
  const readable = converted.flatMap(({ incident }) => incident ?? []);
  const outcomes = new Map<string, contract.PastIncidentOutcome>();
  if (questions.length === 0)
    for (const incidents of batchesOf(readable)) {
      const { items } = await client.call(contract.checkPastIncidents, {
        body: { source: settings.source, incidents },
      });
      for (const item of items) outcomes.set(item.externalId, outcomes.get(item.externalId) ?? item);
    }
  const { incidents, ...rest } = planOf(converted, outcomes);
  const plan: Plan = {
    format: format.title,
    settings,
    questions,
    taken: incidents.length,
    ...rest,
    unmatchedServices: survey.services.filter(({ name }) => settings.services[name] == null).map(({ name }) => name),
  };
  return { plan, incidents };
}

async function run(
  client: Client,
  fileName: string,
  settings: PastSettings,
  incidents: Parameters<typeof batchesOf>[0],
  unreadableCount: number,
): Promise<contract.IncidentImport> {
  const { source } = settings;
  const { id } = await client.call(contract.startIncidentImport, { body: { source, fileName, settings } });
  let done = 0;
  for (const batch of batchesOf(incidents)) {
    await client.call(contract.addPastIncidents, { params: { id }, body: { incidents: batch } });
    done += batch.length;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${incidents.length}`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return client.call(contract.finishIncidentImport, { params: { id }, body: { unreadableCount } });
}

const mostShown = 20;

function showPlan(plan: Plan, file: PastFile, format: PastFormat): void {
  const { settings } = plan;
  printLine(`${plan.format}, source “${settings.source}”: ${file.records.length} records`);
  for (const { key, label } of pastTargets) {
    const column = settings.columns[key];
    if (column) printLine(`  ${label} ← ${column}`);
  }
  const unused = columnsOf(file, format).filter((column) => !Object.values(settings.columns).includes(column));
  if (unused.length > 0) printLine(`  Not used: ${unused.slice(0, 30).join(', ')}${unused.length > 30 ? ', …' : ''}`);
  for (const [words, severity] of Object.entries(settings.severities))
    printLine(`  Severity “${words}” → ${severity === null ? '?' : severityLabel(severity)}`);
  if (settings.zone) printLine(`  Times without a zone are in ${settings.zone}`);
  if (settings.dayOrder) printLine(`  Dates: ${settings.dayOrder}`);
  for (const name of plan.unmatchedServices.slice(0, mostShown)) printLine(`! No service here is called “${name}”`);
  showFindings('changed or odd', '~', plan.changed);
  showFindings('refused', '!', plan.refused);
  printError(`${plan.taken} to import, ${plan.duplicates.length} here already, ${plan.refused.length} refused.`);
}

function showFindings(words: string, sign: string, records: Plan['refused']): void {
  for (const { place, title, findings } of records.slice(0, mostShown))
    for (const { column, message } of findings)
      printLine(`${sign} ${place}${column ? `, ${column}` : ''}: ${title}: ${message}`);
  if (records.length > mostShown) printLine(`  … and ${records.length - mostShown} more ${words}; --json has all`);
}

const columns: Column<contract.IncidentImport>[] = [
  { title: 'ID', of: ({ id }) => id, align: 'right' },
  { title: 'SOURCE', of: ({ source }) => source },
  { title: 'FILE', of: ({ fileName }) => fileName },
  { title: 'STATE', of: ({ state }) => state },
  { title: 'IMPORTED', of: ({ importedCount }) => importedCount, align: 'right' },
  { title: 'HERE NOW', of: ({ remainingCount }) => remainingCount, align: 'right' },
  { title: 'STARTED', of: ({ startedAt }) => when(startedAt) },
  { title: 'BY', of: ({ startedBy }) => startedBy.name },
];

async function list(options: ConnectionOptions): Promise<void> {
  const found = await readList(connect(options), contract.listIncidentImports, {}, 200);
  if (options.json) return printJson(found);
  printTable(columns, found, 'Nothing was imported.');
}

async function undo(id: number, options: ConnectionOptions & { yes?: boolean }): Promise<void> {
  const client = connect(options);
  if (!options.yes) await confirm(`Remove the incidents of import ${id}? [y/N] `);
  const kept: { id: number; name: string; because: string }[] = [];
  let removed = 0;
  let afterId: number | null = null;
  for (;;) {
    const step: Awaited<ReturnType<typeof undoStep>> = await undoStep(client, id, afterId);
    removed += step.removedCount;
    kept.push(...step.kept);
    afterId = step.lastId;
    if (step.isDone) break;
  }
  if (options.json) return printJson({ removed, kept });
  for (const each of kept) printLine(`! INC-${each.id} ${each.name} stays: ${each.because}`);
  printLine(`Removed ${removed}${kept.length > 0 ? `, ${kept.length} stay` : ''}.`);
}

const undoStep = (client: Client, id: number, afterId: number | null) =>
  client.call(contract.undoIncidentImport, { params: { id }, body: { afterId } });
