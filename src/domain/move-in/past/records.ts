import { csvRecords } from '../../csv.ts';

/** One thing of a file, whatever the format: text by the name of its column, or by its path in JSON. */
export type PastRecord = {
  /** `line 7`, `item 12`. */
  place: string;
  fields: Readonly<Record<string, string>>;
  /** In JSON, what it was flattened from. */
  whole: Readonly<Record<string, unknown>> | null;
};

export type PastFile = { kind: 'csv' | 'json'; columns: string[]; records: PastRecord[] };

export const mostPastRecords = 100_000;
const mostColumns = 400;
const listKeys = ['incidents', 'alerts', 'issues', 'data', 'items', 'values', 'results'];

/** A file that cannot be read at all; the message is for the person who chose it. */
export class UnreadableFile extends Error {}

/** Reads CSV or JSON into records. @throws UnreadableFile */
export function readPastFile(text: string): PastFile {
  const plain = text.replace(/^\uFEFF/, '');
  const file = /^\s*[[{]/.test(plain) ? readJson(plain) : readCsv(plain);
  if (file.records.length === 0) throw new UnreadableFile('There is nothing in this file.');
  return file;
}

function readCsv(text: string): PastFile {
  let names: string[] | null = null;
  const records: PastRecord[] = [];
  for (const { line, cells } of csvRecords(text)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (names === null) {
      names = cells.slice(0, mostColumns).map((cell) => cell.trim());
      continue;
    }
    refuseTooMany(records.length);
    records.push({ place: `line ${line}`, fields: fieldsOf(names, cells), whole: null });
  }
  return { kind: 'csv', columns: [...new Set(names ?? [])].filter((name) => name !== ''), records };
}

/** Columns of the same name, as Jira writes lists, are one with semicolons. */
function fieldsOf(names: readonly string[], cells: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  names.forEach((name, place) => {
    const cell = cells[place]?.trim() ?? '';
    if (name === '' || (cell === '' && fields[name] !== undefined)) return;
    fields[name] = fields[name] ? `${fields[name]}; ${cell}` : cell;
  });
  return fields;
}

function readJson(text: string): PastFile {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw new UnreadableFile(`This is not JSON: ${(error as Error).message}.`);
  }
  const columns = new Set<string>();
  const records = itemsOf(root).map((whole, index) => {
    refuseTooMany(index);
    const fields: Record<string, string> = Object.create(null);
    flatten(whole, '', fields, 0);
    for (const name of Object.keys(fields)) if (columns.size < mostColumns) columns.add(name);
    return { place: `item ${index + 1}`, fields, whole };
  });
  return { kind: 'json', columns: [...columns], records };
}

function refuseTooMany(count: number): void {
  if (count >= mostPastRecords)
    throw new UnreadableFile(`A file has at most ${mostPastRecords.toLocaleString('en')} incidents; split it.`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list of the file: itself, the list inside its answer, or those of several answers one after the other. */
function itemsOf(root: unknown): Record<string, unknown>[] {
  if (Array.isArray(root)) return root.flatMap((item) => (isObject(item) ? (listIn(item) ?? [item]) : []));
  if (!isObject(root)) return [];
  return listIn(root) ?? [root];
}

function listIn(item: Record<string, unknown>): Record<string, unknown>[] | null {
  // A thing with an id and a title is one itself, whatever lists it has.
  if ('id' in item && ('title' in item || 'message' in item || 'name' in item)) return null;
  const key = listKeys.find((name) => Array.isArray(item[name]));
  return key === undefined ? null : (item[key] as unknown[]).filter(isObject);
}

function flatten(value: unknown, path: string, fields: Record<string, string>, depth: number): void {
  if (value === null || value === undefined || depth > 5) return;
  if (Array.isArray(value)) {
    const words = value.slice(0, 200).flatMap((item) => wordOf(item) ?? []);
    if (words.length > 0) fields[path] = words.join('; ');
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value))
      flatten(inner, path === '' ? name : `${path}.${name}`, fields, depth + 1);
  } else fields[path] = String(value).trim();
}

/** What an item of a list is called. */
function wordOf(item: unknown): string | null {
  if (typeof item === 'string' || typeof item === 'number') return String(item).trim();
  if (!isObject(item)) return null;
  const name = item.summary ?? item.name ?? item.displayName ?? item.title ?? item.value;
  return typeof name === 'string' ? name.trim() : null;
}
