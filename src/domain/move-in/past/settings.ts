import { guessSeverity, type NamedCount, type PastSettings, type PastSurvey, surveyOf } from './convert.ts';
import { type ColumnChoice, guessColumns, guessFormat, type PastFormat } from './formats.ts';
import type { PastFile } from './records.ts';

export type KnownService = { id: number; name: string; slug: string };

export type SettingsChange = Partial<Omit<PastSettings, 'source'>>;
export type Proposal = { format: PastFormat; settings: PastSettings; survey: PastSurvey };

/** The first proposal for a file: by what an earlier import from there was told, else by the names. */
export function proposeSettings(
  file: PastFile,
  services: readonly KnownService[],
  earlier: Partial<PastSettings> = {},
): Proposal {
  return changedBy(file, services, earlier, {});
}

/** The proposal with what somebody has chosen otherwise. */
export function changedBy(
  file: PastFile,
  services: readonly KnownService[],
  earlier: Partial<PastSettings>,
  change: SettingsChange,
): Proposal {
  const { format, columns: guessed } = guessFormat(file);
  const columns = { ...guessed, ...keptColumns(file, format, earlier.columns), ...change.columns };
  const survey = surveyOf(file, format, columns);
  const settings: PastSettings = {
    source: earlier.source ?? format.source,
    columns,
    zone: change.zone ?? earlier.zone ?? null,
    dayOrder: survey.dayOrder ?? change.dayOrder ?? earlier.dayOrder ?? null,
    severities: chosen(survey.severities, { ...earlier.severities, ...change.severities }, guessSeverity),
    services: chosen(survey.services, { ...earlier.services, ...change.services }, (name) =>
      matchService(name, services),
    ),
  };
  return { format, settings, survey };
}

function keptColumns(file: PastFile, format: PastFormat, kept: ColumnChoice = {}): ColumnChoice {
  const known = new Set([...file.columns, ...Object.values(guessColumns(file, format))]);
  return Object.fromEntries(Object.entries(kept).filter(([, column]) => column === null || known.has(column)));
}

/** What is chosen for each name: as before, else as guessed. */
function chosen<T>(
  names: readonly NamedCount[],
  before: Readonly<Record<string, T | null>> | undefined,
  guess: (name: string) => T | null,
): Record<string, T | null> {
  const all: Record<string, T | null> = Object.create(null);
  for (const { name } of names) all[name] = before && Object.hasOwn(before, name) ? before[name]! : guess(name);
  return all;
}

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');

/** By name or slug, whatever the case and the signs between words; two of one name are none. */
export function matchService(name: string, services: readonly KnownService[]): number | null {
  const found = services.filter((service) => plain(service.name) === plain(name) || service.slug === plain(name));
  return found.length === 1 ? found[0]!.id : null;
}

/** What has to be answered before these settings take anything. */
export function openQuestions(settings: PastSettings, survey: PastSurvey): string[] {
  const unknown = survey.severities.filter(({ name }) => settings.severities[name] == null).map(({ name }) => name);
  return [
    ...(survey.needsZone && settings.zone === null ? ['Choose the time zone of the times in the file.'] : []),
    ...(survey.needsDayOrder && settings.dayOrder === null
      ? ['Say whether dates begin with the day or the month.']
      : []),
    ...(unknown.length > 0
      ? [
          `Choose a severity for ${unknown
            .slice(0, 10)
            .map((name) => `“${name}”`)
            .join(', ')}.`,
        ]
      : []),
  ];
}
