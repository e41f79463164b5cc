/** A table of values that signals are labelled with. */
import { csvRecords } from '../../../domain/csv.ts';

export const maxRows = 10_000;
const maxColumns = 30;
const maxCell = 2_048;
const maxKey = 500;

export type LookupTable = {
  version: number;
  columns: readonly string[];
  rowCount: number;
  /** Labels by the text of the first column; letter case counts. Empty cells are left out. */
  labelsOf(key: string): Record<string, string> | null;
};

/** @throws Error with a sentence about the table */
export function readLookupTable(csv: string, version: number): LookupTable {
  let columns: string[] | null = null;
  const rows = new Map<string, string[]>();
  for (const { line, cells } of csvRecords(csv)) {
    const values = cells.map((cell) => cell.trim());
    if (values.every((value) => value === '')) continue;
    if (columns === null) {
      columns = values;
      refuseColumns(columns);
      continue;
    }
    if (values.length > columns.length) throw new Error(`Line ${line} has more cells than the header.`);
    const key = values[0]!;
    if (key === '') throw new Error(`Line ${line} has no key in its first column.`);
    if (key.length > maxKey) throw new Error(`Line ${line} has a key of more than ${maxKey} characters.`);
    if (values.some((value) => value.length > maxCell))
      throw new Error(`Line ${line} has a cell of more than ${maxCell} characters.`);
    if (rows.has(key)) throw new Error(`Line ${line} has the key “${key.slice(0, 100)}” a second time.`);
    if (rows.size === maxRows) throw new Error(`A lookup table has at most ${maxRows} rows.`);
    rows.set(key, values);
  }
  if (columns === null) throw new Error('The table is empty.');
  const names = columns;
  return {
    version,
    columns: names,
    rowCount: rows.size,
    labelsOf(key) {
      const values = rows.get(key);
      if (!values) return null;
      const labels: [string, string][] = [];
      for (let at = 1; at < values.length; at += 1) if (values[at] !== '') labels.push([names[at]!, values[at]!]);
      return Object.fromEntries(labels);
    },
  };
}

function refuseColumns(columns: readonly string[]): void {
  if (columns.length < 2) throw new Error('The header names a key and at least one label, such as: host,team');
  if (columns.length > maxColumns) throw new Error(`A lookup table has at most ${maxColumns} columns.`);
  const bad = columns.find((name) => name === '' || name === '__proto__' || name.length > 200);
  if (bad !== undefined) throw new Error('The header has a column without a usable name.');
  if (new Set(columns).size < columns.length) throw new Error('The header names a column twice.');
}
