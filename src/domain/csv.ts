import { csvCell } from './text.ts';

export type CsvValue = string | number | boolean | null;

/** Lines of RFC 4180, for spreadsheets: text that they would run is defused. */
export function csvLines(lines: readonly (readonly CsvValue[])[]): string {
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: CsvValue): string {
  const text = csvCell(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
