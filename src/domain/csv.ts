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

/** The cells of CSV text as people export it: commas or semicolons, any line ends, quoted cells of several lines. */
export function csvRows(text: string): string[][] {
  return Array.from(csvRecords(text), ({ cells }) => cells);
}

/** As `csvRows`, one after the other; `line`: where it begins, from 1. Tabs separate as well. */
export function* csvRecords(text: string): Generator<{ line: number; cells: string[] }> {
  const plain = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(plain.slice(0, plain.search(/[\r\n]|$/)));
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let firstLine = 1;
  for (let place = 0; place < plain.length; place += 1) {
    const sign = plain[place]!;
    if (sign === '\n') line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (plain[place + 1] === '"') cell += plain[place++]!;
      else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      yield { line: firstLine, cells: [...cells, cell] };
      cells = [];
      cell = '';
      firstLine = line;
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || cells.length > 0) yield { line: firstLine, cells: [...cells, cell] };
}

function separatorOf(head: string): string {
  return [',', ';', '\t'].find((sign) => head.includes(sign)) ?? ',';
}
