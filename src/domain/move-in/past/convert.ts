import type { PastIncidentInput } from '../../../contract/learn/past-incidents.ts';
import { type IncidentInstants, instantNames, validateInstants } from '../../respond/incidents/instants.ts';
import { isSeverity, type Severity } from '../../severity.ts';
import { cleanText, singleLine } from '../../text.ts';
import { type ColumnChoice, type PastFormat, type PastTarget, pastTargets } from './formats.ts';
import { type ClockChoice, dayOrderShownBy, readInstant } from './read-instant.ts';
import type { PastFile, PastRecord } from './records.ts';

/** How a file is read: guessed at first, shown, and changed by whoever imports it. */
export type PastSettings = ClockChoice & {
  source: string;
  columns: ColumnChoice;
  /** Severity by what the file says; null: not chosen yet. */
  severities: Readonly<Record<string, Severity | null>>;
  /** Service by what the file says; null: of no service here. */
  services: Readonly<Record<string, number | null>>;
};

/** `column`: of the file, where one is to blame. */
export type PastFinding = { column: string | null; message: string };

export type ConvertedRecord = {
  place: string;
  title: string;
  /** Null: refused, for the reasons in `faults`. */
  incident: PastIncidentInput | null;
  faults: PastFinding[];
  /** What is taken otherwise than it stands in the file, or looks odd. */
  changes: PastFinding[];
};

/** What has to be answered before anything can be imported, and what was found. */
export type PastSurvey = {
  needsZone: boolean;
  needsDayOrder: boolean;
  /** Seen in the file itself, such as 31/01/2026; null: it says nothing. */
  dayOrder: ClockChoice['dayOrder'];
  severities: NamedCount[];
  services: NamedCount[];
};
export type NamedCount = { name: string; count: number };

/** A name that stands for an empty cell. */
export const noValue = '(empty)';

const fieldsOf = (record: PastRecord, format: PastFormat): PastRecord['fields'] =>
  format.derive ? { ...record.fields, ...format.derive(record) } : record.fields;

/** The instants that PagerDuty and others leave empty do not ask for a zone. */
function instantTexts(fields: PastRecord['fields'], columns: ColumnChoice): string[] {
  return pastTargets.flatMap(({ key, kind }) => {
    const column = columns[key];
    const text = kind === 'instant' && column ? fields[column] : undefined;
    return text ? [text] : [];
  });
}

/** Looks at every record that can be one: which clock, which severities, which services it speaks of. */
export function surveyOf(file: PastFile, format: PastFormat, columns: ColumnChoice): PastSurvey {
  const orders = new Set<string>();
  const severities = new Map<string, number>();
  const services = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  let needsZone = false;
  let needsDayOrder = false;
  for (const record of file.records) {
    const fields = fieldsOf(record, format);
    if (format.refuses?.(fields)) continue;
    for (const text of instantTexts(fields, columns)) {
      const shown = dayOrderShownBy(text);
      if (shown) orders.add(shown);
      const read = readInstant(text, { zone: null, dayOrder: shown }, 'end-of-day');
      if ('needs' in read && read.needs === 'day-order') {
        needsDayOrder = true;
        // By either order it is the zone that may be missing too.
        const byDay = readInstant(text, { zone: null, dayOrder: 'day-first' }, 'end-of-day');
        if ('needs' in byDay) needsZone = true;
      } else if ('needs' in read) needsZone = true;
    }
    for (const key of ['severity', 'peakSeverity'] as const) {
      const text = columns[key] ? (fields[columns[key]] ?? '') : '';
      if (key === 'severity' || text) add(severities, text || noValue);
    }
    for (const name of namesIn(columns.services ? fields[columns.services] : '')) add(services, name);
  }
  const dayOrder = orders.size === 1 ? ([...orders][0] as ClockChoice['dayOrder']) : null;
  return {
    needsZone,
    needsDayOrder: needsDayOrder && dayOrder === null,
    dayOrder,
    severities: byCount(severities),
    services: byCount(services),
  };
}

const byCount = (counts: Map<string, number>): NamedCount[] =>
  [...counts].map(([name, count]) => ({ name, count })).toSorted((left, right) => right.count - left.count);

function namesIn(text: string | undefined): string[] {
  return [
    ...new Set(
      (text ?? '')
        .split(/[;\n|]/)
        .map((name) => singleLine(name, 200))
        .filter((name) => name !== ''),
    ),
  ];
}

/** What the words of a severity most likely mean; null: nobody can tell. People confirm it. */
export function guessSeverity(words: string): Severity | null {
  const plain = words.toLowerCase().trim();
  const digit = /^(?:sev(?:erity)?|p(?:rio(?:rity)?)?)?[-_ ]*([1-5])(?:\b|$)/.exec(plain)?.[1];
  if (digit) return Number(digit) as Severity;
  const steps: [RegExp, Severity][] = [
    [/critical|blocker|emergency/, 1],
    [/highest|major|urgent|error/, 2],
    [/^urgency high|\bhigh\b/, 2],
    [/medium|moderate|normal|minor|warning/, 3],
    [/lowest|trivial|info|none|\bok\b/, 5],
    [/\blow\b/, 4],
  ];
  return steps.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

const yes = /^(true|yes|y|1|x)$/i;

/** One record as an incident, or why not. @param now epoch milliseconds */
export function convertRecord(
  record: PastRecord,
  format: PastFormat,
  settings: PastSettings,
  now: number,
): ConvertedRecord {
  const fields = fieldsOf(record, format);
  const faults: PastFinding[] = [];
  const changes: PastFinding[] = [];
  const { columns } = settings;
  const textOf = (target: PastTarget) => (columns[target] ? (fields[columns[target]] ?? '') : '');
  const title = singleLine(textOf('title'), 200);
  const done = (incident: PastIncidentInput | null): ConvertedRecord => ({
    place: record.place,
    title: title || '(no title)',
    incident: faults.length > 0 ? null : incident,
    faults,
    changes,
  });
  const refusal = format.refuses?.(fields);
  if (refusal) {
    faults.push({ column: null, message: refusal });
    return done(null);
  }

  const instantOf = (target: PastTarget): number | null => {
    const text = textOf(target);
    if (text === '') return null;
    const read = readInstant(text, settings, target === 'postmortemDueAt' ? 'end-of-day' : 'refused');
    if ('at' in read) return read.at;
    const message =
      'fault' in read
        ? read.fault
        : read.needs === 'zone'
          ? `“${text.slice(0, 60)}” has no time zone: choose one.`
          : `“${text.slice(0, 60)}” could be two dates: say which number is the day.`;
    // One column may be two instants; saying it once is enough.
    if (!faults.some(({ column }) => column === columns[target])) faults.push({ column: columns[target]!, message });
    return null;
  };
  const severityOf = (target: 'severity' | 'peakSeverity'): Severity | null => {
    const words = textOf(target) || (target === 'severity' ? noValue : '');
    if (words === '') return null;
    const severity = settings.severities[words] ?? null;
    if (!isSeverity(severity)) {
      faults.push({ column: columns[target] ?? null, message: `No severity is chosen for “${words.slice(0, 60)}”.` });
      return null;
    }
    return severity;
  };

  const instants: IncidentInstants = {
    impactStartedAt: instantOf('impactStartedAt'),
    detectedAt: instantOf('detectedAt'),
    alertedAt: instantOf('alertedAt'),
    acknowledgedAt: instantOf('acknowledgedAt'),
    declaredAt: instantOf('declaredAt'),
    commanderAssignedAt: instantOf('commanderAssignedAt'),
    firstPublicAt: instantOf('firstPublicAt'),
    mitigatedAt: instantOf('mitigatedAt'),
    resolvedAt: instantOf('resolvedAt'),
    closedAt: instantOf('closedAt'),
  };
  for (const key of ['declaredAt', 'resolvedAt'] as const) {
    if (instants[key] !== null || faults.some(({ column }) => column === columns[key])) continue;
    const message = columns[key]
      ? `“${instantNames[key]}” is missing.`
      : `No column says when it was ${instantNames[key]}.`;
    faults.push({ column: columns[key] ?? null, message });
  }
  const { errors, warnings } = validateInstants(instants, now);
  for (const { message, earlier } of errors) faults.push({ column: columns[earlier as PastTarget] ?? null, message });
  for (const { message, earlier } of warnings)
    changes.push({ column: columns[earlier as PastTarget] ?? null, message });

  if (title === '') faults.push({ column: columns.title ?? null, message: 'It has no title.' });
  else if (title !== textOf('title')) changes.push({ column: columns.title!, message: 'The title is cleaned or cut.' });
  const severity = severityOf('severity');
  const peak = severityOf('peakSeverity');
  const serviceIds = namesIn(textOf('services')).flatMap((name) => settings.services[name] ?? []);
  const affected = textOf('customersAffected').replace(/[ ,_]/g, '');
  if (affected !== '' && !/^\d{1,9}$/.test(affected))
    faults.push({ column: columns.customersAffected!, message: `“${affected.slice(0, 40)}” is not a count.` });
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const postmortem = postmortemOf(textOf, instantOf, iso);
  if (faults.length > 0) return done(null);

  let externalId = singleLine(textOf('externalId'), 200);
  if (externalId === '') {
    externalId = singleLine(`${iso(instants.declaredAt)} ${title}`, 200);
    changes.push({ column: null, message: 'It has no id: it is known by its title and when it was declared.' });
  }
  return done({
    externalId,
    title,
    summary: cleanText(textOf('summary'), 10_000),
    severity: severity!,
    peakSeverity: peak,
    isFalseAlarm: yes.test(textOf('isFalseAlarm')),
    foundBy: foundByOf(textOf('foundBy')),
    customerImpact: cleanText(textOf('customerImpact'), 2_000),
    customersAffected: affected === '' ? null : Number(affected),
    serviceIds: [...new Set(serviceIds)].slice(0, 100),
    impactStartedAt: iso(instants.impactStartedAt),
    detectedAt: iso(instants.detectedAt),
    alertedAt: iso(instants.alertedAt),
    acknowledgedAt: iso(instants.acknowledgedAt),
    declaredAt: iso(instants.declaredAt)!,
    commanderAssignedAt: iso(instants.commanderAssignedAt),
    firstPublicAt: iso(instants.firstPublicAt),
    mitigatedAt: iso(instants.mitigatedAt),
    resolvedAt: iso(instants.resolvedAt)!,
    closedAt: iso(instants.closedAt),
    recurrenceOf: singleLine(textOf('recurrenceOf'), 200) || null,
    postmortem,
  });
}

function foundByOf(words: string): 'machine' | 'staff' | 'customer' | null {
  return (['machine', 'staff', 'customer'] as const).find((each) => words.toLowerCase().startsWith(each)) ?? null;
}

function postmortemOf(
  textOf: (target: PastTarget) => string,
  instantOf: (target: PastTarget) => number | null,
  iso: (at: number | null) => string | null,
): PastIncidentInput['postmortem'] {
  const markdown = cleanText(textOf('postmortem'), 150_000);
  const dueAt = instantOf('postmortemDueAt');
  const completedAt = instantOf('postmortemCompletedAt');
  const isRequired = yes.test(textOf('postmortemRequired')) || dueAt !== null;
  const factorKeys = textOf('factors')
    .split(/[;,]/)
    .map((key) => key.trim())
    .filter((key) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(key));
  if (markdown === '' && completedAt === null && !isRequired && factorKeys.length === 0) return null;
  return {
    markdown,
    isRequired,
    dueAt: iso(dueAt),
    completedAt: iso(completedAt),
    factorKeys: factorKeys.slice(0, 50),
  };
}

/** All records, those that happened first in front, so that a recurrence finds the earlier one. */
export function convertAll(file: PastFile, format: PastFormat, settings: PastSettings, now: number): ConvertedRecord[] {
  const converted = file.records.map((record) => convertRecord(record, format, settings, now));
  return converted.toSorted((left, right) => startOf(left) - startOf(right));
}

const startOf = ({ incident }: ConvertedRecord) =>
  incident ? Date.parse(incident.declaredAt) : Number.POSITIVE_INFINITY;
